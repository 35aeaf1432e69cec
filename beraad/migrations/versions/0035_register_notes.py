"""What an import of a register sample says aloud: birth years that were not read, columns that were not used."""

import sqlalchemy as sa
from alembic import op

revision = "0035_register_notes"
down_revision = "0034_acts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("register_import") as table:
        table.add_column(sa.Column("rows_birth_unread", sa.Integer, nullable=False, server_default="0"))
        table.add_column(sa.Column("columns_unused", sa.JSON, nullable=False, server_default="{}"))


def downgrade() -> None:
    with op.batch_alter_table("register_import") as table:
        table.drop_column("columns_unused")
        table.drop_column("rows_birth_unread")
