"""Tables of jobs."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0001_jobs"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('job',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=80), nullable=False),
    sa.Column('subject', sa.String(length=80), nullable=False),
    sa.Column('payload', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('wacht', 'bezig', 'klaar', 'mislukt', 'gestopt', name='jobstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('cursor', sa.BigInteger(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('phase', sa.String(length=40), nullable=False),
    sa.Column('error_code', sa.String(length=80), nullable=False),
    sa.Column('error_params', sa.JSON(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('max_attempts', sa.Integer(), nullable=False),
    sa.Column('not_before', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('lease_until', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('lease_token', sa.String(length=32), nullable=False),
    sa.Column('idempotency_key', sa.String(length=120), nullable=True),
    sa.Column('assembly_id', sa.Integer(), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('started_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('finished_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'bezig') = (lease_until IS NOT NULL)", name=op.f('ck_job_running_is_leased')),
    sa.CheckConstraint('attempts >= 0 AND max_attempts > 0', name=op.f('ck_job_attempts_counted')),
    sa.CheckConstraint('done >= 0 AND total >= 0', name=op.f('ck_job_progress_counted')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job')),
    sa.UniqueConstraint('idempotency_key', name=op.f('uq_job_idempotency_key'))
    )
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_assembly_id'), ['assembly_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_kind'), ['kind'], unique=False)
        batch_op.create_index('ix_job_state_not_before', ['state', 'not_before'], unique=False)
        batch_op.create_index(batch_op.f('ix_job_subject'), ['subject'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('job', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_subject'))
        batch_op.drop_index('ix_job_state_not_before')
        batch_op.drop_index(batch_op.f('ix_job_kind'))
        batch_op.drop_index(batch_op.f('ix_job_assembly_id'))

    op.drop_table('job')
