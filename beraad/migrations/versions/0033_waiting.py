"""Since when something waits, and what people were told of it."""

import sqlalchemy as sa
from alembic import op

revision = "0033_waiting"
down_revision = "0032_once"
branch_labels = None
depends_on = None

STAGES = ("niets", "begonnen", "bijna", "te_laat")


def upgrade() -> None:
    op.create_table(
        "waiting_spell",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("assembly_id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(120), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "told",
            sa.Enum(*STAGES, name=op.f("ck_waiting_spell_stage"), native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["assembly_id"],
            ["assembly.id"],
            name=op.f("fk_waiting_spell_assembly_id_assembly"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting_spell")),
        sa.UniqueConstraint("assembly_id", "key", name=op.f("uq_waiting_spell_assembly_id_key")),
    )


def downgrade() -> None:
    op.drop_table("waiting_spell")
