"""Tables of meetings."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0009_meetings"
down_revision = '0008_panel'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('starts_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('ends_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('mode', sa.Enum('fysiek', 'online', 'hybride', name='mode', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('place', sa.String(length=200), nullable=False),
    sa.Column('address', sa.String(length=300), nullable=False),
    sa.Column('online_url', sa.String(length=500), nullable=False),
    sa.Column('accessibility', sa.Text(), nullable=False),
    sa.Column('audience', sa.Enum('paneel', 'openbaar', name='audience', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('status', sa.Enum('gepland', 'gehouden', 'afgelast', name='status', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('cancel_reason', sa.Text(), nullable=False),
    sa.Column('uid', sa.String(length=36), nullable=False),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('changed_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint("status <> 'afgelast' OR cancel_reason <> ''", name=op.f('ck_meeting_cancelled_with_reason')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_meeting_ends_after_start')),
    sa.CheckConstraint('number > 0', name=op.f('ck_meeting_number_positive')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_meeting_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('assembly_id', 'number', name=op.f('uq_meeting_assembly_id_number')),
    sa.UniqueConstraint('uid', name=op.f('uq_meeting_uid'))
    )
    op.create_table('agenda_block',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('informeren', 'dialoog', 'beslissen', 'pauze', name='blockkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('description', sa.Text(), nullable=False),
    sa.Column('method', sa.String(length=120), nullable=False),
    sa.Column('method_reason', sa.Text(), nullable=False),
    sa.Column('leader', sa.String(length=200), nullable=False),
    sa.CheckConstraint('minutes > 0', name=op.f('ck_agenda_block_minutes_positive')),
    sa.CheckConstraint('position > 0', name=op.f('ck_agenda_block_position_positive')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_agenda_block_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_block'))
    )
    with op.batch_alter_table('agenda_block', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_block_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('meeting_guest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('capacity', sa.String(length=200), nullable=False),
    sa.Column('briefing', sa.Enum('informeren', 'luisteren', 'antwoorden', name='briefing', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_guest_meeting_id_meeting'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_guest'))
    )
    with op.batch_alter_table('meeting_guest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_guest_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('attendance',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('presence', sa.Enum('aanwezig', 'deels', 'afgemeld', 'niet_gekomen', name='presence', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('sealed_reason', sa.LargeBinary(), nullable=True),
    sa.Column('noted_by_id', sa.Integer(), nullable=True),
    sa.Column('noted_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint("sealed_reason IS NULL OR presence = 'afgemeld'", name=op.f('ck_attendance_reason_only_when_signed_off')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_attendance_meeting_id_meeting'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['noted_by_id'], ['account.id'], name=op.f('fk_attendance_noted_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['seat_id'], ['seat.id'], name=op.f('fk_attendance_seat_id_seat'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attendance')),
    sa.UniqueConstraint('meeting_id', 'seat_id', name=op.f('uq_attendance_meeting_id_seat_id'))
    )
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attendance_seat_id'), ['seat_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('attendance', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_attendance_seat_id'))

    op.drop_table('attendance')
    with op.batch_alter_table('meeting_guest', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_guest_meeting_id'))

    op.drop_table('meeting_guest')
    with op.batch_alter_table('agenda_block', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_block_meeting_id'))

    op.drop_table('agenda_block')
    op.drop_table('meeting')
