"""An explanation below the question of a feature."""

import sqlalchemy as sa
from alembic import op

revision = "0038_letter"
down_revision = "0037_gates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("feature") as table:
        table.add_column(sa.Column("explanation", sa.String(500), nullable=False, server_default=""))
    with op.batch_alter_table("feature") as table:
        table.alter_column("explanation", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("feature") as table:
        table.drop_column("explanation")
