"""Tables of outreach."""

import sqlalchemy as sa
from alembic import op

revision = "0014_outreach"
down_revision = '0013_questions'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('interest',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=120), nullable=False),
    sa.Column('stake', sa.Text(), nullable=False),
    sa.Column('is_organised', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_interest_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_interest')),
    sa.UniqueConstraint('assembly_id', 'name', name=op.f('uq_interest_assembly_id_name'))
    )
    op.create_table('interest_voice',
    sa.Column('interest_id', sa.Integer(), nullable=False),
    sa.Column('means', sa.Enum('zetel', 'spreker', 'stuk', 'gesprek', name='means', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.ForeignKeyConstraint(['interest_id'], ['interest.id'], name=op.f('fk_interest_voice_interest_id_interest'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('interest_id', 'means', name=op.f('pk_interest_voice'))
    )
    op.create_table('outreach_contact',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('interest_id', sa.Integer(), nullable=True),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('way', sa.Enum('live', 'online', 'schriftelijk', name='way', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('invited', sa.Integer(), nullable=True),
    sa.Column('reached', sa.Integer(), nullable=False),
    sa.Column('heard', sa.Text(), nullable=False),
    sa.CheckConstraint('invited IS NULL OR invited >= reached', name=op.f('ck_outreach_contact_invited_at_least_reached')),
    sa.CheckConstraint('reached >= 0', name=op.f('ck_outreach_contact_reached_not_negative')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_outreach_contact_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['interest_id'], ['interest.id'], name=op.f('fk_outreach_contact_interest_id_interest'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outreach_contact'))
    )
    with op.batch_alter_table('outreach_contact', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_outreach_contact_assembly_id'), ['assembly_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_outreach_contact_interest_id'), ['interest_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('outreach_contact', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_outreach_contact_interest_id'))
        batch_op.drop_index(batch_op.f('ix_outreach_contact_assembly_id'))

    op.drop_table('outreach_contact')
    op.drop_table('interest_voice')
    op.drop_table('interest')
