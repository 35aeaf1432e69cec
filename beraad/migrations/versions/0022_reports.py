"""Tables of reports."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0022_reports"
down_revision = '0021_allowances'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('council_letter',
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('unheard', sa.Text(), nullable=False),
    sa.Column('measures', sa.Text(), nullable=False),
    sa.Column('written_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("unheard <> ''", name=op.f('ck_council_letter_says_who_was_not_heard')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_council_letter_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['written_by_id'], ['account.id'], name=op.f('fk_council_letter_written_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('assembly_id', name=op.f('pk_council_letter'))
    )


def downgrade() -> None:
    op.drop_table('council_letter')
