"""What the quotas mean for people's chances, as last computed."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0024_consequences"
down_revision = '0023_ceremony'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('consequences',
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('snapshot_sha256', sa.String(length=64), nullable=False),
    sa.Column('base', sa.JSON(), nullable=False),
    sa.Column('other', sa.JSON(), nullable=True),
    sa.Column('computed_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_consequences_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('assembly_id', name=op.f('pk_consequences'))
    )


def downgrade() -> None:
    op.drop_table('consequences')
