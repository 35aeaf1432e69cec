"""Why a phase began although something was missing, and which edition of the promises a sign-up carries."""

import sqlalchemy as sa
from alembic import op

revision = "0042_phases"
down_revision = "0041_trust"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("phase_start") as table:
        table.add_column(sa.Column("gaps", sa.JSON, nullable=False, server_default="[]"))
        table.add_column(sa.Column("despite", sa.Text, nullable=False, server_default=""))
    with op.batch_alter_table("phase_start") as table:
        for name in ("gaps", "despite"):
            table.alter_column(name, server_default=None)
    with op.batch_alter_table("registration") as table:
        table.add_column(sa.Column("promised_edition", sa.Integer, nullable=False, server_default="0"))
    with op.batch_alter_table("registration") as table:
        table.alter_column("promised_edition", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("registration") as table:
        table.drop_column("promised_edition")
    with op.batch_alter_table("phase_start") as table:
        table.drop_column("despite")
        table.drop_column("gaps")
