"""The child process: bounded in memory, processor time, wall time, and judged by how it ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time

import pytest

from services.errors import TemporaryError, UnreadableFileError
from services.reading import isolation, wire
from services.reading.isolation import Limits
from services.reading.lines import sheets_of
from services.reading.sniff import Kind


def heavy(make) -> bytes:
    """A Word file of 9 MB of XML, stored without compression: within the package caps, slow and large to parse."""
    names = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = b"<w:document %s><w:body>%s</w:body></w:document>" % (names, b"<w:p/>" * 1_500_000)
    return make.repacked(make.word(lambda _: None), {"word/document.xml": body}, compress=False)


@pytest.mark.parametrize(
    ("limits", "words"),
    [
        pytest.param(Limits(wall=0.01), "quá nhiều bộ nhớ hoặc thời gian", id="wall time"),
        pytest.param(Limits(cpu=1), "quá nhiều bộ nhớ hoặc thời gian", id="processor time"),
        pytest.param(Limits(memory=128 * 2**20), "Hãy", id="memory"),
    ],
)
def test_a_child_over_its_limits_refuses_the_file(make, limits, words):
    with pytest.raises(UnreadableFileError, match=words):
        isolation.read(heavy(make), "a.docx", Kind.DOCX, limits)


def test_an_answer_longer_than_allowed_refuses_the_file(make):
    with pytest.raises(UnreadableFileError, match="quá nhiều bộ nhớ hoặc thời gian"):
        isolation.read(make.pdf("Noi dung"), "a.pdf", Kind.PDF, Limits(file=10))


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (None, UnreadableFileError),
        (-9, UnreadableFileError),
        (-24, UnreadableFileError),
        (isolation.EXHAUSTED, UnreadableFileError),
        (isolation.DAMAGED, UnreadableFileError),
        (1, TemporaryError),
    ],
)
def test_the_end_of_the_child_decides(monkeypatch, code, error):
    monkeypatch.setattr(isolation, "_run", lambda *_: (code, b""))
    with pytest.raises(error):
        isolation.read(b"%PDF-", "a.pdf", Kind.PDF)


def test_a_child_out_of_time_is_killed_with_its_group(monkeypatch, tmp_path):
    monkeypatch.setattr(isolation.sys, "executable", tmp_path / "sleeper")
    (tmp_path / "sleeper").write_text("#!/bin/sh\nsleep 60 & sleep 60\n")
    (tmp_path / "sleeper").chmod(0o755)
    started = time.monotonic()
    with pytest.raises(UnreadableFileError):
        isolation.read(b"%PDF-", "a.pdf", Kind.PDF, Limits(wall=0.2))
    assert time.monotonic() - started < 5
    seen = subprocess.run(["/bin/ps", "-eo", "args"], capture_output=True, text=True, check=False).stdout
    assert str(tmp_path) not in seen


def test_the_child_sees_no_environment_of_ours(make, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "/nonexistent")
    monkeypatch.setenv("PYTHONSTARTUP", "/nonexistent")
    assert isolation.read(make.pdf("Noi dung"), "a.pdf", Kind.PDF)[0].texts[0] == "Noi dung"


def test_sheets_survive_the_border():
    sheets = sheets_of("một\nhai\fba")
    assert wire.sheets_from(wire.plain_from(sheets)) == sheets


OUTSIDE = "import socket; socket.create_connection(('192.0.2.1', 9), 3)"
LOCAL = "import socket, sys; sys.exit(0 if socket.socket().connect_ex(('127.0.0.1', int(sys.argv[1]))) else 9)"


def test_a_limited_program_has_no_network(need):
    ready = "from services.reading.limited import leave_network as leave; import sys; sys.exit(0 if leave() else 7)"
    code, _ = isolation.run([sys.executable, "-c", ready], b"", Limits())
    need(code == 0, "a system that lets processes leave its network (user namespaces)")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        assert isolation.run([sys.executable, "-I", "-c", LOCAL, port], b"", Limits())[0] == 0
    started = time.monotonic()
    assert isolation.run([sys.executable, "-I", "-c", OUTSIDE], b"", Limits())[0] == 1
    assert time.monotonic() - started < 2.5
    same = f"import os; assert os.getuid() == {os.getuid()}"
    assert isolation.run([sys.executable, "-I", "-c", same], b"", Limits())[0] == 0
