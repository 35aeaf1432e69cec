"""Tables of panel."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0008_panel"
down_revision = '0007_lottery'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('reserve_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('made_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('leave_percent', sa.Integer(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('seed', sa.String(length=64), nullable=False),
    sa.Column('met', sa.Double(), nullable=False),
    sa.Column('met_random', sa.Double(), nullable=False),
    sa.Column('met_without', sa.Double(), nullable=False),
    sa.Column('leaving', sa.Double(), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_reserve_list_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_reserve_list_made_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reserve_list'))
    )
    with op.batch_alter_table('reserve_list', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reserve_list_assembly_id'), ['assembly_id'], unique=False)

    op.create_table('reserve',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('pool_id', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['list_id'], ['reserve_list.id'], name=op.f('fk_reserve_list_id_reserve_list'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reserve')),
    sa.UniqueConstraint('list_id', 'pool_id', name=op.f('uq_reserve_list_id_pool_id')),
    sa.UniqueConstraint('list_id', 'rank', name=op.f('uq_reserve_list_id_rank'))
    )
    op.create_table('seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=True),
    sa.Column('pool_id', sa.String(length=80), nullable=False),
    sa.Column('state', sa.Enum('geloot', 'gevraagd', 'bevestigd', 'afgezegd', 'uitgevallen', 'vervangen', name='seatstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('asked_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('answer_by', sa.Date(), nullable=True),
    sa.Column('reminded_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('answered_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('token_hash', sa.String(length=64), nullable=True),
    sa.Column('sealed_token', sa.LargeBinary(), nullable=True),
    sa.Column('account_id', sa.Integer(), nullable=True),
    sa.Column('sealed_needs', sa.LargeBinary(), nullable=True),
    sa.Column('sealed_bank', sa.LargeBinary(), nullable=True),
    sa.CheckConstraint("state <> 'bevestigd' OR answered_at IS NOT NULL", name=op.f('ck_seat_confirmed_at_a_moment')),
    sa.CheckConstraint('number > 0 AND turn > 0', name=op.f('ck_seat_counted_from_one')),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_seat_account_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_seat_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_seat_registration_id_registration'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat')),
    sa.UniqueConstraint('assembly_id', 'number', 'turn', name=op.f('uq_seat_assembly_id_number_turn')),
    sa.UniqueConstraint('assembly_id', 'pool_id', name=op.f('uq_seat_assembly_id_pool_id')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_seat_token_hash'))
    )
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_account_id'), ['account_id'], unique=False)
        batch_op.create_index('uq_seat_held_once', ['assembly_id', 'number'], unique=True, sqlite_where=sa.text("state IN ('geloot', 'gevraagd', 'bevestigd')"), postgresql_where=sa.text("state IN ('geloot', 'gevraagd', 'bevestigd')"))

    op.create_table('seat_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('geloot', 'gevraagd', 'bevestigd', 'afgezegd', 'uitgevallen', 'vervangen', name='seatstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('way', sa.Enum('link', 'telefoon', 'post', 'kantoor', name='way', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_seat_event_seat_id_seat'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seat_event'))
    )
    with op.batch_alter_table('seat_event', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seat_event_seat_id'), ['seat_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('seat_event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seat_event_seat_id'))

    op.drop_table('seat_event')
    with op.batch_alter_table('seat', schema=None) as batch_op:
        batch_op.drop_index('uq_seat_held_once', sqlite_where=sa.text("state IN ('geloot', 'gevraagd', 'bevestigd')"), postgresql_where=sa.text("state IN ('geloot', 'gevraagd', 'bevestigd')"))
        batch_op.drop_index(batch_op.f('ix_seat_account_id'))

    op.drop_table('seat')
    op.drop_table('reserve')
    with op.batch_alter_table('reserve_list', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reserve_list_assembly_id'))

    op.drop_table('reserve_list')
