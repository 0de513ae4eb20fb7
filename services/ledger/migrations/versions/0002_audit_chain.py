"""The audit trail becomes a chain, and connections can be paused."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from services.ledger.events import FIRST_HASH, chained

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Chain the events that are there already, in their order and with new numbers, then close the log again."""
    op.create_table(
        "pauses",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pauses")),
    )
    head = op.create_table(
        "audit_head",
        sa.Column("only_row", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("only_row", name=op.f("pk_audit_head")),
    )
    kept = _kept()
    _open_again()
    op.execute("DELETE FROM events")
    op.add_column("events", sa.Column("hash", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("events") as table:
        table.alter_column("hash", server_default=None)
    op.bulk_insert(_events(), kept)
    last = (kept[-1]["seq"], kept[-1]["hash"]) if kept else (0, FIRST_HASH)
    op.bulk_insert(head, [{"only_row": 1, "seq": last[0], "hash": last[1]}])
    _append_only()


def _events() -> sa.TableClause:
    names = ("seq", "at", "actor", "directive_id", "subject", "action", "detail", "hash")
    return sa.table("events", *(sa.column(name) for name in names))


def _kept() -> list[dict[str, object]]:
    rows = op.get_bind().execute(
        sa.text("SELECT at, actor, directive_id, subject, action, detail FROM events ORDER BY seq")
    )
    chain, before = [], FIRST_HASH
    for number, found in enumerate(rows.mappings(), 1):
        row = {"seq": number, **found}
        before = chained(before, row)
        chain.append({**row, "hash": before})
    return chain


def _open_again() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER events_no_{verb}")
    else:
        op.execute("DROP TRIGGER events_append_only ON events")


def _append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER events_no_{verb.lower()} BEFORE {verb} ON events "
                "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER events_append_only BEFORE UPDATE OR DELETE ON events "
            "FOR EACH ROW EXECUTE FUNCTION events_are_append_only()"
        )
