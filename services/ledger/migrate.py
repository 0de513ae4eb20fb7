"""Bringing a database to the newest shape with Alembic, in one transaction.

Alembic is loaded only when something is to be migrated: it is a tenth of what an idle worker would hold in memory.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from services.errors import PermanentError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

SCRIPTS = Path(__file__).parent / "migrations"
#: Any constant: services that start together migrate one after the other.
ADVISORY_LOCK = 30_2020


class NewerLedgerError(PermanentError):
    """A newer version of the service has changed the shape of this ledger."""

    code = "newer_ledger"


def upgrade(engine: Engine) -> None:
    """Upgrade to head; a database that is there already costs two queries. Concurrent callers wait for each other."""
    if _shape(engine) == newest():
        return
    with engine.connect().execution_options(begin="IMMEDIATE") as conn:
        if conn.dialect.name != "sqlite":
            with conn.begin():
                conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
                _to_head(conn)
            return
        # SQLite changes a table by building it anew, and would refuse to drop the old one while rows point to it. Only
        # between transactions can it be told not to look.
        _look_at_references(conn, "OFF")
        try:
            with conn.begin():
                if _to_head(conn) and (lost := conn.execute(text("PRAGMA foreign_key_check")).first()):
                    raise PermanentError(f"Không nâng cấp được sổ: bảng {lost[0]} có dòng trỏ tới dòng không còn.")
        finally:
            _look_at_references(conn, "ON")


def newest() -> str:
    """The newest revision, by the numbers that the files of migrations/versions begin with."""
    return max(path.name.partition("_")[0] for path in (SCRIPTS / "versions").glob("[0-9]*_*.py"))


def _shape(engine: Engine) -> str | None:
    """The revision that the database has, None for a new one."""
    with engine.connect() as conn, conn.begin():
        if not inspect(conn).has_table("alembic_version"):
            return None
        return conn.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _to_head(conn: Connection) -> bool:
    """Run what is missing; whether anything was."""
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.attributes["connection"] = conn
    before = MigrationContext.configure(conn).get_current_revision()
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        known = [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()]
        if before is None or before in known:
            raise
        raise NewerLedgerError(
            f"Sổ có dạng {before}, mới hơn dạng {known[0]} mà bản này của dịch vụ biết. Chạy lại bản mới, hoặc dừng "
            "dịch vụ và khôi phục bản sao lưu đã làm trước khi nâng cấp."
        ) from error
    return MigrationContext.configure(conn).get_current_revision() != before


def _look_at_references(conn: Connection, state: str) -> None:
    """Past SQLAlchemy, which would begin a transaction first."""
    driver = conn.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={state}")
