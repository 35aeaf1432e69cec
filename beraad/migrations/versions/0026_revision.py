"""A burgerberaad gets another revision when anything changes that residents are asked."""

import sqlalchemy as sa
from alembic import op

revision = "0026_revision"
down_revision = "0025_groups"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("assembly") as table:
        table.add_column(sa.Column("revision", sa.String(length=16), server_default="", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("assembly") as table:
        table.drop_column("revision")
