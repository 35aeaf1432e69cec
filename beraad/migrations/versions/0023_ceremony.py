"""Who gets the record of a draw, the drand round in its seed, and the message about everyone's own page."""

import sqlalchemy as sa
from alembic import op

revision = "0023_ceremony"
down_revision = "0022_reports"
branch_labels = None
depends_on = None

CHOICES = ('iedereen', 'inzage')


def upgrade() -> None:
    disclosure = sa.Enum(*CHOICES, name='disclosure', native_enum=False, create_constraint=True, length=40)
    with op.batch_alter_table('draw', schema=None) as batch_op:
        batch_op.add_column(sa.Column('disclosure', disclosure, server_default='iedereen', nullable=False))
        batch_op.add_column(sa.Column('beacon_round', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('beacon_signature', sa.String(length=96), server_default='', nullable=False))
        batch_op.add_column(sa.Column('notice_id', sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('draw', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_draw_disclosure'), type_='check')
        batch_op.drop_column('notice_id')
        batch_op.drop_column('beacon_signature')
        batch_op.drop_column('beacon_round')
        batch_op.drop_column('disclosure')
