"""Tables of allowances."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0021_allowances"
down_revision = '0020_panel_life'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('allowance_scheme',
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('meeting_cents', sa.Integer(), nullable=False),
    sa.Column('partly_percent', sa.Integer(), nullable=False),
    sa.Column('km_cents', sa.Integer(), nullable=False),
    sa.Column('pays_actual', sa.Boolean(), nullable=False),
    sa.Column('changed_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint('meeting_cents >= 0 AND km_cents >= 0', name=op.f('ck_allowance_scheme_amounts_not_negative')),
    sa.CheckConstraint('partly_percent >= 0 AND partly_percent <= 100', name=op.f('ck_allowance_scheme_partly_is_a_part')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_allowance_scheme_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('assembly_id', name=op.f('pk_allowance_scheme'))
    )
    op.create_table('payment_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('te_betalen', 'goedgekeurd', 'betaald', name='liststate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('drawn_up_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('drawn_up_by_id', sa.Integer(), nullable=True),
    sa.Column('approved_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('approved_by_id', sa.Integer(), nullable=True),
    sa.Column('paid_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('paid_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint("(state = 'betaald') = (paid_at IS NOT NULL)", name=op.f('ck_payment_list_paid_at_a_moment')),
    sa.CheckConstraint("(state = 'te_betalen') = (approved_at IS NULL)", name=op.f('ck_payment_list_approved_at_a_moment')),
    sa.CheckConstraint('approved_by_id <> drawn_up_by_id', name=op.f('ck_payment_list_approved_by_another')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['account.id'], name=op.f('fk_payment_list_approved_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_payment_list_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['drawn_up_by_id'], ['account.id'], name=op.f('fk_payment_list_drawn_up_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['paid_by_id'], ['account.id'], name=op.f('fk_payment_list_paid_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_list')),
    sa.UniqueConstraint('assembly_id', 'number', name=op.f('uq_payment_list_assembly_id_number'))
    )
    op.create_table('payment_line',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('bijeenkomst', 'reis', name='linekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('cents', sa.Integer(), nullable=False),
    sa.CheckConstraint('cents > 0', name=op.f('ck_payment_line_amount_positive')),
    sa.ForeignKeyConstraint(['list_id'], ['payment_list.id'], name=op.f('fk_payment_line_list_id_payment_list'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_payment_line_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_payment_line_seat_id_seat'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_payment_line')),
    sa.UniqueConstraint('meeting_id', 'seat_id', 'kind', name=op.f('uq_payment_line_meeting_id_seat_id_kind'))
    )
    with op.batch_alter_table('payment_line', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_payment_line_list_id'), ['list_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_payment_line_seat_id'), ['seat_id'], unique=False)

    op.create_table('travel_claim',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('kilometers', 'werkelijk', name='travelkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('kilometres', sa.Integer(), nullable=False),
    sa.Column('cents', sa.Integer(), nullable=False),
    sa.Column('claimed_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint("(kind = 'kilometers' AND kilometres > 0 AND cents = 0) OR (kind = 'werkelijk' AND cents > 0 AND kilometres = 0)", name=op.f('ck_travel_claim_one_way_of_reckoning')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_travel_claim_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_travel_claim_seat_id_seat'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_travel_claim')),
    sa.UniqueConstraint('meeting_id', 'seat_id', name=op.f('uq_travel_claim_meeting_id_seat_id'))
    )
    with op.batch_alter_table('travel_claim', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_travel_claim_seat_id'), ['seat_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('travel_claim', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_travel_claim_seat_id'))

    op.drop_table('travel_claim')
    with op.batch_alter_table('payment_line', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_payment_line_seat_id'))
        batch_op.drop_index(batch_op.f('ix_payment_line_list_id'))

    op.drop_table('payment_line')
    op.drop_table('payment_list')
    op.drop_table('allowance_scheme')
