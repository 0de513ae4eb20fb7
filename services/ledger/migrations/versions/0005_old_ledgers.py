"""What is asked all the time does not grow with the ledger: stopped and withdrawn effects, the newest directives."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two indexes."""
    op.create_index("ix_effects_state", "effects", ["state", "office"])
    op.create_index("ix_directives_received", "directives", ["received_at"])
