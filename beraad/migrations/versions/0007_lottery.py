"""Tables of lottery."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0007_lottery"
down_revision = '0006_recruitment'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('draw',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('proef', 'echt', name='drawkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state', sa.Enum('voorgesteld', 'bevroren', 'berekening', 'berekend', 'gepubliceerd', 'geloot', 'ingetrokken', 'mislukt', name='drawstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('rule', sa.Enum('leximin', 'maximin', 'nash', 'goldilocks', name='rule', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('household_columns', sa.JSON(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('ceremony_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('short_term_reason', sa.Text(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('snapshot_sha256', sa.String(length=64), nullable=False),
    sa.Column('merkle_root', sa.String(length=64), nullable=False),
    sa.Column('salt_key', sa.LargeBinary(length=32), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=True),
    sa.Column('proposed_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('approved_by_id', sa.Integer(), nullable=True),
    sa.Column('frozen_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('digits', sa.String(length=10), nullable=False),
    sa.Column('seed', sa.String(length=64), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('computed_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('record_sha256', sa.String(length=64), nullable=False),
    sa.Column('figures', sa.JSON(), nullable=False),
    sa.Column('published_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('ticket', sa.Integer(), nullable=True),
    sa.Column('ticket_by_id', sa.Integer(), nullable=True),
    sa.Column('confirmed_by_id', sa.Integer(), nullable=True),
    sa.Column('concluded_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('ended_reason', sa.Text(), nullable=False),
    sa.CheckConstraint("kind = 'proef' OR state <> 'geloot' OR concluded_at IS NOT NULL", name=op.f('ck_draw_drawn_is_concluded')),
    sa.CheckConstraint('approved_by_id IS NULL OR approved_by_id <> proposed_by_id', name=op.f('ck_draw_four_eyes_freeze')),
    sa.CheckConstraint('confirmed_by_id IS NULL OR confirmed_by_id <> ticket_by_id', name=op.f('ck_draw_four_eyes_number')),
    sa.CheckConstraint('ticket IS NULL OR (0 <= ticket AND ticket < 1000)', name=op.f('ck_draw_ticket_in_range')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['account.id'], name=op.f('fk_draw_approved_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_draw_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['confirmed_by_id'], ['account.id'], name=op.f('fk_draw_confirmed_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['account.id'], name=op.f('fk_draw_proposed_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['ticket_by_id'], ['account.id'], name=op.f('fk_draw_ticket_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draw')),
    sa.UniqueConstraint('assembly_id', 'number', name=op.f('uq_draw_assembly_id_number'))
    )
    op.create_table('quota_change',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('feature', sa.String(length=80), nullable=False),
    sa.Column('answer', sa.String(length=120), nullable=False),
    sa.Column('old_minimum', sa.Integer(), nullable=True),
    sa.Column('old_maximum', sa.Integer(), nullable=True),
    sa.Column('new_minimum', sa.Integer(), nullable=False),
    sa.Column('new_maximum', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_quota_change_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quota_change'))
    )
    with op.batch_alter_table('quota_change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_quota_change_assembly_id'), ['assembly_id'], unique=False)

    op.create_table('draw_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draw_id', sa.Integer(), nullable=False),
    sa.Column('at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('voorgesteld', 'bevroren', 'berekening', 'berekend', 'gepubliceerd', 'geloot', 'ingetrokken', 'mislukt', name='drawstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('what', sa.String(length=60), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('error_code', sa.String(length=60), nullable=False),
    sa.Column('error_params', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['draw_id'], ['draw.id'], name=op.f('fk_draw_event_draw_id_draw'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draw_event'))
    )
    with op.batch_alter_table('draw_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_draw_event_draw_id'), ['draw_id'], unique=False)

    op.create_table('draw_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('draw_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Enum('snapshot.json', 'lottery.json', name='drawfilename', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('content', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['draw_id'], ['draw.id'], name=op.f('fk_draw_file_draw_id_draw'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_draw_file')),
    sa.UniqueConstraint('draw_id', 'name', name=op.f('uq_draw_file_draw_id_name'))
    )
    op.create_table('quota',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('value_id', sa.Integer(), nullable=False),
    sa.Column('minimum', sa.Integer(), nullable=False),
    sa.Column('maximum', sa.Integer(), nullable=False),
    sa.Column('flex_minimum', sa.Integer(), nullable=True),
    sa.Column('flex_maximum', sa.Integer(), nullable=True),
    sa.Column('share', sa.Double(), nullable=True),
    sa.Column('source_table', sa.String(length=80), nullable=False),
    sa.Column('source_period', sa.String(length=80), nullable=False),
    sa.Column('source_date', sa.Date(), nullable=True),
    sa.CheckConstraint('(flex_minimum IS NULL) = (flex_maximum IS NULL)', name=op.f('ck_quota_flex_both')),
    sa.CheckConstraint('0 <= minimum AND minimum <= maximum', name=op.f('ck_quota_bounds_in_order')),
    sa.CheckConstraint('flex_maximum IS NULL OR flex_maximum >= maximum', name=op.f('ck_quota_flex_high')),
    sa.CheckConstraint('flex_minimum IS NULL OR (0 <= flex_minimum AND flex_minimum <= minimum)', name=op.f('ck_quota_flex_low')),
    sa.CheckConstraint('share IS NULL OR (0 <= share AND share <= 1)', name=op.f('ck_quota_share_is_part')),
    sa.ForeignKeyConstraint(['value_id'], ['feature_value.id'], name=op.f('fk_quota_value_id_feature_value'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_quota')),
    sa.UniqueConstraint('value_id', name=op.f('uq_quota_value_id'))
    )


def downgrade() -> None:
    op.drop_table('quota')
    op.drop_table('draw_file')
    with op.batch_alter_table('draw_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_draw_event_draw_id'))

    op.drop_table('draw_event')
    with op.batch_alter_table('quota_change', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_quota_change_assembly_id'))

    op.drop_table('quota_change')
    op.drop_table('draw')
