"""The folder of messages beside SQLite: whoever looks at any moment finds whole messages or none."""

from __future__ import annotations

import threading
from queue import Empty

import pytest
from kombu import Connection
from kombu.exceptions import ChannelError

from workers import embedded
from workers.app import QUEUE, app

BELL = {"body": "e30=", "headers": {"lang": "py"}, "properties": {"delivery_info": {}}}
MANY = 1000


@pytest.fixture
def channel(tmp_path):
    folders = {"data_folder_in": str(tmp_path), "data_folder_out": str(tmp_path), "control_folder": str(tmp_path)}
    return Connection("filesystem://", transport_options=folders).channel()


def test_it_is_the_one_that_celery_takes():
    assert app.connection_for_write("filesystem://").transport_cls == "filesystem"
    assert isinstance(Connection("filesystem://").transport, embedded.Transport)


def test_a_message_is_taken_whole_while_another_is_written(channel):
    put = threading.Thread(target=lambda: [channel._put(QUEUE, BELL) for _ in range(MANY)])
    put.start()
    taken = []
    while put.is_alive() or channel._size(QUEUE):
        try:
            taken.append(channel._get(QUEUE))
        except Empty:
            continue
    put.join()
    assert taken == [BELL] * MANY


@pytest.mark.parametrize("left", ["", '{"body": "e3'])
def test_a_message_that_a_full_disk_left_half_written_is_dropped(channel, tmp_path, left):
    (tmp_path / f"1_a.{QUEUE}.msg").write_text(left, "utf-8")
    channel._put(QUEUE, BELL)
    assert channel._get(QUEUE) == BELL
    with pytest.raises(Empty):
        channel._get(QUEUE)


def test_a_full_disk_leaves_nothing_behind(channel, tmp_path, monkeypatch):
    def full(file, *_args, **_kwargs):
        file.touch()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(ChannelError):
        channel._put(QUEUE, BELL)
    assert list(tmp_path.iterdir()) == []
