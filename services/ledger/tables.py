"""The tables. Times are milliseconds of database time (`clock.db_now`); JSON documents are text.

A row that work is done on carries the same columns (`_work`): when it is next due, who holds it and until when, how
often it was taken up without coming to an end (`attempt`), how often it failed in so many words (`failures`), and how.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _work() -> tuple[Column[object], ...]:
    return (
        Column("attempt", Integer, nullable=False, server_default="0"),
        Column("failures", Integer, nullable=False, server_default="0"),
        Column("next_at", BigInteger, nullable=False, server_default="0"),
        Column("rung_at", BigInteger, nullable=False, server_default="0"),
        Column("lease_by", String(80)),
        Column("lease_until", BigInteger, nullable=False, server_default="0"),
        Column("last_error", Text),
    )


def _directive_id() -> Column[str]:
    return Column("directive_id", String(16), ForeignKey("directives.id"), nullable=False, index=True)


directives = Table(
    "directives",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("office", String(40), nullable=False),
    Column("external_id", String(200), nullable=False),
    Column("packet_sha", String(64), nullable=False),
    Column("business_key", Text),
    Column("content_sha", String(64)),
    Column("version", Integer, nullable=False, server_default="1"),
    Column("reference", String(60), unique=True),
    Column("change", String(10)),
    Column("document_id", Text),
    Column("original_id", String(16)),
    Column("state", String(20), nullable=False),
    Column("held_in", String(20)),
    Column("closed_reason", Text),
    Column("symbol", Text),
    Column("abstract", Text),
    Column("issuer", Text),
    Column("office_metadata", Text),
    Column("pages_sha", String(64)),
    Column("unread", Text, nullable=False, server_default="[]"),
    Column("understanding", Text),
    Column("plan", Text),
    Column("answers", Text, nullable=False, server_default="{}"),
    Column("received_at", BigInteger, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    *_work(),
    UniqueConstraint("office", "external_id", "packet_sha"),
    UniqueConstraint("office", "business_key", "version"),
    Index("ix_directives_due", "state", "next_at"),
    Index("ix_directives_received", "received_at"),
)

files = Table(
    "files",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _directive_id(),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("safe_name", String(200), nullable=False),
    Column("media_type", String(120), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    UniqueConstraint("directive_id", "position"),
)

instructions = Table(
    "instructions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _directive_id(),
    Column("key", String(60), nullable=False),
    Column("position", Integer, nullable=False),
    Column("section", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("implicit", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    UniqueConstraint("directive_id", "key"),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _directive_id(),
    Column("key", String(160), nullable=False),
    Column("position", Integer, nullable=False),
    Column("unit_id", String(60), nullable=False),
    Column("role", String(20), nullable=False),
    Column("instruction_key", String(60), nullable=False),
    Column("text", Text, nullable=False),
    Column("due_on", String(10)),
    Column("rule", Text, nullable=False),
    UniqueConstraint("directive_id", "key"),
)

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _directive_id(),
    Column("kind", String(20), nullable=False),
    Column("unit_id", String(60), nullable=False, server_default=""),
    Column("template", String(60), nullable=False),
    Column("template_version", String(64), nullable=False),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("files", Text, nullable=False),
    Column("findings", Text, nullable=False, server_default="[]"),
    Column("reference", String(160), nullable=False, unique=True),
    Column("state", String(20), nullable=False),
    Column("reason", Text),
    Column("symbol", Text),
    Column("issued_on", Text),
    UniqueConstraint("directive_id", "unit_id", "template"),
)

effects = Table(
    "effects",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _directive_id(),
    Column("office", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject_id", Integer, nullable=False),
    Column("reference", String(160), nullable=False, unique=True),
    Column("rank", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("egov_id", String(80)),
    Column("intent_at", BigInteger),
    *_work(),
    UniqueConstraint("office", "kind", "egov_id"),
    UniqueConstraint("kind", "subject_id"),
    Index("ix_effects_due", "directive_id", "state", "rank", "next_at"),
    # What has stopped and what is to be withdrawn, among all that was ever filed.
    Index("ix_effects_state", "state", "office"),
)

statuses = Table(
    "statuses",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _directive_id(),
    Column("code", String(3), nullable=False),
    Column("state", String(20), nullable=False),
    Column("axis_id", String(80)),
    Column("sent_at", BigInteger),
    *_work(),
    UniqueConstraint("directive_id", "code"),
    Index("ix_statuses_due", "state", "next_at"),
)

holds = Table(
    "holds",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _directive_id(),
    Column("effect_id", Integer, ForeignKey("effects.id")),
    Column("step", String(20), nullable=False),
    Column("code", String(40), nullable=False),
    Column("question", Text, nullable=False),
    Column("opened_at", BigInteger, nullable=False),
    Column("closed_at", BigInteger),
    Column("answer", Text),
)

polls = Table(
    "polls",
    metadata,
    Column("office", String(40), primary_key=True),
    Column("last_at", BigInteger, nullable=False),
    Column("last_ok_at", BigInteger),
    Column("last_error", Text),
)

pauses = Table(
    "pauses",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("code", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("since", BigInteger, nullable=False),
    Column("until", BigInteger, nullable=False),
)

checks = Table(
    "checks",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("well", Boolean, nullable=False),
    Column("told", Text, nullable=False),
)

ticks = Table(
    "ticks",
    metadata,
    Column("job", String(60), primary_key=True),
    Column("slot", BigInteger, primary_key=True),
)

events = Table(
    "events",
    metadata,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", BigInteger, nullable=False),
    Column("actor", String(80), nullable=False),
    Column("directive_id", String(16), index=True),
    Column("subject", String(160), nullable=False),
    Column("action", String(40), nullable=False),
    Column("detail", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_events_subject", "action", "subject"),
)

#: Where the chain of events ends: one row, locked while events are added.
audit_head = Table(
    "audit_head",
    metadata,
    Column("only_row", Integer, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
