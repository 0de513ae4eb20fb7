"""The doorbell fails or rings twice: brokers killed while messages wait, a second scheduler. The ledger carries on."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from contextlib import closing, contextmanager

import pytest
from kombu import Connection

from services import pipeline
from services.context import open_context
from services.ledger import directives, polls
from tests import needs
from tests.soak.service import alive, running
from tests.soak.truth import find_out
from workers.app import QUEUE, make_app

DIRECTIVES, UNITS, RINGS = 12, 2, 5


def wait(done, seconds, told=lambda: "it never came"):
    deadline = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < deadline, told()
        time.sleep(0.1)


def signal_workers(service, number):
    for name, pid in service.zygote.pids.items():
        if name.startswith("worker"):
            os.killpg(pid, number)


@contextmanager
def frozen_workers(service):
    """Workers that are there and connected, and take nothing: whatever is rung waits in the broker."""
    wait(lambda: asked(service), 60, lambda: "no worker became ready")
    signal_workers(service, signal.SIGSTOP)
    yield
    signal_workers(service, signal.SIGCONT)


def asked(service):
    with service.ledger.read() as conn:
        return polls.listed(conn)


def received(service):
    ctx = open_context(service.settings)
    try:
        pipeline.poll(ctx)
    finally:
        ctx.ledger.close()
    with service.ledger.read() as conn:
        return [row.id for row in directives.listed(conn)]


def ring(service, ids, times):
    """As the workers do; each bell several times, for a message may also be doubled."""
    app = make_app([service.settings])
    for directive_id in ids * times:
        app.send_task("trienkhai.advance", args=[directive_id])
    app.close()


def waiting(url):
    with Connection(url) as connection:
        channel = connection.default_channel
        if url.startswith("redis"):
            return channel.client.llen(QUEUE)
        return channel.queue_declare(QUEUE, passive=True).message_count


def ended(service, count):
    return service.progress()[1] == count and service.all_sent()


def statuses_on_the_axis(sandbox):
    with closing(sqlite3.connect(sandbox)) as db:
        return db.execute("SELECT doc_id, code, count(*) FROM trace GROUP BY doc_id, code").fetchall()


def assert_whole(service, folder, count, units):
    truth = find_out(folder / "sandbox.sqlite", service.ledger, count, units)
    assert (truth.lost, truth.duplicate, truth.wrong) == ([], [], [])
    assert {times for _, _, times in statuses_on_the_axis(folder / "sandbox.sqlite")} == {1}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("stack", ["postgres-rabbitmq", "postgres-redis"])
def test_a_broker_killed_while_sixty_messages_wait_loses_and_doubles_nothing(tmp_path, stack):
    needs.need_server(needs.POSTGRES)
    with running(tmp_path, stack, "search", units=UNITS, faults={}) as service:
        url = service.settings.connections.broker_url
        with frozen_workers(service):
            service.deliver(DIRECTIVES)
            ids = received(service)
            assert len(ids) == DIRECTIVES
            ring(service, ids, RINGS)
            wait(lambda: waiting(url) >= DIRECTIVES * RINGS - 10, 20, lambda: f"{waiting(url)} messages wait")
            service.broker.kill()
            time.sleep(3)
        time.sleep(3)  # the workers are awake and find no broker
        service.broker.start()
        service.broker.wait()
        wait(lambda: service.tend() or ended(service, DIRECTIVES), 240, service.told)
        assert_whole(service, tmp_path, DIRECTIVES, UNITS)


@pytest.mark.timeout(300)
def test_a_second_scheduler_does_no_harm(tmp_path):
    with running(tmp_path, "embedded", "search", units=3, faults={}) as service:
        second = service.zygote.start("beat-2", "beat", "second")
        service.deliver(2)
        wait(lambda: ended(service, 2), 200, service.told)
        assert alive(second)
        assert_whole(service, tmp_path, 2, 3)
        # The second rings as the first does: alone it keeps the work going.
        os.kill(service.zygote.pids.pop("beat"), signal.SIGKILL)
        service.deliver(1, first=3)
        wait(lambda: ended(service, 3), 200, service.told)
        assert_whole(service, tmp_path, 3, 3)
