"""Forms that were sent: each makes one thing, however often it comes."""

import sqlalchemy as sa
from alembic import op

revision = "0032_once"
down_revision = "0031_moments"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("sealed_location", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sent_form"),
        sa.UniqueConstraint("key", name="uq_sent_form_key"),
    )
    op.create_index("ix_sent_form_made_at", "sent_form", ["made_at"])


def downgrade() -> None:
    op.drop_table("sent_form")
