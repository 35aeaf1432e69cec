"""Tables of mail."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0002_mail"
down_revision = '0001_jobs'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('outbox_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reference', sa.String(length=120), nullable=False),
    sa.Column('kind', sa.Enum('e-mail', 'sms', name='messagekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('recipient', sa.String(length=254), nullable=False),
    sa.Column('subject', sa.String(length=300), nullable=False),
    sa.Column('sealed_body', sa.LargeBinary(), nullable=False),
    sa.Column('state', sa.Enum('wacht', 'onderweg', 'verstuurd', 'mislukt', 'onzeker', name='mailstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('error_code', sa.String(length=80), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=True),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('sent_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('transport_reference', sa.String(length=200), nullable=False),
    sa.Column('delivery', sa.Enum('afgeleverd', 'geweigerd', 'niet_bereikt', 'storing', name='delivery', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('delivery_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'verstuurd') = (sent_at IS NOT NULL)", name=op.f('ck_outbox_message_sent_has_moment')),
    sa.CheckConstraint('(delivery IS NULL) = (delivery_at IS NULL)', name=op.f('ck_outbox_message_delivery_has_moment')),
    sa.CheckConstraint('attempts >= 0', name=op.f('ck_outbox_message_attempts_counted')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_message')),
    sa.UniqueConstraint('reference', name=op.f('uq_outbox_message_reference'))
    )
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outbox_message_assembly_id'), ['assembly_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_message_created_at'), ['created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_message_recipient'), ['recipient'], unique=False)
        batch_op.create_index(batch_op.f('ix_outbox_message_state'), ['state'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('outbox_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outbox_message_state'))
        batch_op.drop_index(batch_op.f('ix_outbox_message_recipient'))
        batch_op.drop_index(batch_op.f('ix_outbox_message_created_at'))
        batch_op.drop_index(batch_op.f('ix_outbox_message_assembly_id'))

    op.drop_table('outbox_message')
