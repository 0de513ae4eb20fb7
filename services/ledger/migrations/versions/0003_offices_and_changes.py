"""Several offices share a ledger; recalls, updates and replacements know the directive they change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give every effect the office of its directive: two offices may know different drafts by the same id."""
    op.add_column("directives", sa.Column("change", sa.String(length=10)))
    op.add_column("directives", sa.Column("document_id", sa.Text()))
    op.add_column("directives", sa.Column("original_id", sa.String(length=16)))
    op.add_column("effects", sa.Column("office", sa.String(length=40), nullable=False, server_default=""))
    op.execute("UPDATE effects SET office = (SELECT office FROM directives WHERE directives.id = effects.directive_id)")
    with op.batch_alter_table("effects") as table:
        table.drop_constraint("uq_effects_kind_egov_id", type_="unique")
        table.create_unique_constraint("uq_effects_office_kind_egov_id", ["office", "kind", "egov_id"])
        table.alter_column("office", server_default=None)
    with op.batch_alter_table("ticks") as table:
        table.alter_column("job", type_=sa.String(length=60), existing_type=sa.String(length=20))
