"""Features about special personal data."""

import sqlalchemy as sa
from alembic import op

revision = "0015_special_features"
down_revision = '0014_outreach'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('feature', schema=None) as batch_op:
        batch_op.add_column(sa.Column('is_special', sa.Boolean(), server_default=sa.false(), nullable=False))



def downgrade() -> None:
    op.drop_column('feature', 'is_special')
