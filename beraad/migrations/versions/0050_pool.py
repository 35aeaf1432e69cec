"""The age groups by which the letters of a wave were divided: those of the burgerberaad at that moment."""

import sqlalchemy as sa
from alembic import op

revision = "0050_pool"
down_revision = "0049_letter_parents"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("wave") as table:
        table.add_column(sa.Column("ages", sa.JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("wave") as table:
        table.drop_column("ages")
