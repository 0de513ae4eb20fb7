"""A process that forks with an open ledger: parent and child never speak over the same connection."""

from __future__ import annotations

import os
import traceback

from sqlalchemy import text

from services.ledger import directives


def in_a_child(work):
    """Whether `work` went well in a forked child."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            code = 0 if work() else 2
        except BaseException:  # noqa: BLE001 - told here, and by the exit code
            traceback.print_exc()
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0


def backend(ledger):
    """What tells one connection from another: PostgreSQL's process, or the driver's object."""
    with ledger.read() as conn:
        if ledger.engine.dialect.name == "postgresql":
            return conn.execute(text("SELECT pg_backend_pid()")).scalar_one()
        return id(conn.connection.dbapi_connection)


def test_a_child_makes_a_connection_of_its_own(ledger):
    ours = backend(ledger)
    assert in_a_child(lambda: backend(ledger) != ours)
    assert backend(ledger) == ours


def test_both_go_on_writing(ledger):
    def write(name):
        with ledger.write() as conn:
            return directives.receive(conn, "so-mau", name, "a" * 64)

    write("1")
    for n in range(5):
        assert in_a_child(lambda n=n: write(f"child-{n}"))
        write(f"parent-{n}")
    with ledger.read() as conn:
        assert len(directives.listed(conn)) == 11
