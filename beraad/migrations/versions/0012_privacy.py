"""Tables of privacy."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0012_privacy"
down_revision = '0011_recommendations'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('deletion_certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=True),
    sa.Column('occasion', sa.Enum('termijn', 'verzoek', name='occasion', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('run_key', sa.String(length=80), nullable=True),
    sa.Column('counts', sa.JSON(), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('started_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('finished_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_deletion_certificate_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deletion_certificate')),
    sa.UniqueConstraint('run_key', name=op.f('uq_deletion_certificate_run_key'))
    )
    with op.batch_alter_table('deletion_certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_deletion_certificate_assembly_id'), ['assembly_id'], unique=False)

    op.create_table('privacy_term',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('steekproef', 'niet_ingeloot', 'behoeften', 'rekeningnummers', 'panel', 'berichten', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('set_by_id', sa.Integer(), nullable=True),
    sa.Column('set_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint('days >= 0', name=op.f('ck_privacy_term_days_not_negative')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_privacy_term_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['set_by_id'], ['account.id'], name=op.f('fk_privacy_term_set_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_privacy_term'))
    )
    with op.batch_alter_table('privacy_term', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_privacy_term_assembly_id'), ['assembly_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('privacy_term', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_privacy_term_assembly_id'))

    op.drop_table('privacy_term')
    with op.batch_alter_table('deletion_certificate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deletion_certificate_assembly_id'))

    op.drop_table('deletion_certificate')
