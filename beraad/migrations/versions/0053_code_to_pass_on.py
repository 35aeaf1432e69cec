"""The code of a sign-up by telephone or paper, sealed until it is used: the office passes it on."""

import sqlalchemy as sa
from alembic import op

revision = "0053_code_to_pass_on"
down_revision = "0052_execution"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("return_code", sa.Column("sealed_code", sa.LargeBinary))


def downgrade() -> None:
    op.drop_column("return_code", "sealed_code")
