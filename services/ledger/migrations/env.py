"""Alembic's door: it always works on the connection that `migrate.upgrade` hands over."""

from __future__ import annotations

from alembic import context

from services.ledger.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
