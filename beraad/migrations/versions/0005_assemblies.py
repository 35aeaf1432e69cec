"""Tables of assemblies."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0005_assemblies"
down_revision = '0004_accounts'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('assembly',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sa.String(length=80), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('commissioner', sa.String(length=200), nullable=False),
    sa.Column('organiser', sa.String(length=200), nullable=False),
    sa.Column('contact_name', sa.String(length=200), nullable=False),
    sa.Column('contact_email', sa.String(length=254), nullable=False),
    sa.Column('contact_phone', sa.String(length=40), nullable=False),
    sa.Column('phase', sa.Enum('voorbereiding', 'werving', 'loting', 'bijeenkomsten', 'advies', 'opvolging', 'afgesloten', name='phase', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('sign_up_opens', sa.Date(), nullable=True),
    sa.Column('sign_up_closes', sa.Date(), nullable=True),
    sa.Column('draw_on', sa.Date(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('advice_on', sa.Date(), nullable=True),
    sa.Column('decision_on', sa.Date(), nullable=True),
    sa.Column('expectations', sa.Text(), nullable=False),
    sa.Column('background', sa.Text(), nullable=False),
    sa.Column('commitment', sa.Text(), nullable=False),
    sa.Column('commitment_by', sa.String(length=200), nullable=False),
    sa.Column('commitment_on', sa.Date(), nullable=True),
    sa.Column('is_public', sa.Boolean(), nullable=False),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint('ends_on IS NULL OR starts_on <= ends_on', name=op.f('ck_assembly_dates_in_order')),
    sa.CheckConstraint('seats > 0', name=op.f('ck_assembly_seats_positive')),
    sa.CheckConstraint('sign_up_closes IS NULL OR sign_up_opens <= sign_up_closes', name=op.f('ck_assembly_sign_up_in_order')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assembly')),
    sa.UniqueConstraint('slug', name=op.f('uq_assembly_slug'))
    )
    op.create_table('feature',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('question', sa.String(length=300), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_feature_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feature')),
    sa.UniqueConstraint('assembly_id', 'name', name=op.f('uq_feature_assembly_id_name'))
    )
    with op.batch_alter_table('feature', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feature_assembly_id'), ['assembly_id'], unique=False)

    op.create_table('membership',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('account_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('beheerder', 'griffie', 'organisator', 'gespreksleider', 'ambtenaar', 'bestuur', 'raadslid', 'waarnemer', 'panellid', name='role', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.ForeignKeyConstraint(['account_id'], ['account.id'], name=op.f('fk_membership_account_id_account'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_membership_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_membership')),
    sa.UniqueConstraint('assembly_id', 'account_id', 'role', name=op.f('uq_membership_assembly_id_account_id_role'))
    )
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_membership_account_id'), ['account_id'], unique=False)

    op.create_table('participation_plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('occasion', sa.Text(), nullable=False),
    sa.Column('goal', sa.Text(), nullable=False),
    sa.Column('participants', sa.Text(), nullable=False),
    sa.Column('resources', sa.Text(), nullable=False),
    sa.Column('decision_making', sa.Text(), nullable=False),
    sa.Column('feedback', sa.Text(), nullable=False),
    sa.Column('evaluation', sa.Text(), nullable=False),
    sa.Column('room', sa.JSON(), nullable=False),
    sa.Column('approved_by', sa.String(length=200), nullable=False),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.CheckConstraint('version > 0', name=op.f('ck_participation_plan_version_positive')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_participation_plan_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_participation_plan')),
    sa.UniqueConstraint('assembly_id', 'version', name=op.f('uq_participation_plan_assembly_id_version'))
    )
    op.create_table('phase_start',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('phase', sa.Enum('voorbereiding', 'werving', 'loting', 'bijeenkomsten', 'advies', 'opvolging', 'afgesloten', name='phase', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_phase_start_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_phase_start'))
    )
    with op.batch_alter_table('phase_start', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_phase_start_assembly_id'), ['assembly_id'], unique=False)

    op.create_table('room_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('staat_vast', 'ligt_open', 'buiten_bevoegdheid', name='roomkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_room_item_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_room_item'))
    )
    with op.batch_alter_table('room_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_room_item_assembly_id'), ['assembly_id'], unique=False)

    op.create_table('feature_value',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('feature_id', sa.Integer(), nullable=False),
    sa.Column('value', sa.String(length=120), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['feature_id'], ['feature.id'], name=op.f('fk_feature_value_feature_id_feature'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feature_value')),
    sa.UniqueConstraint('feature_id', 'value', name=op.f('uq_feature_value_feature_id_value'))
    )
    with op.batch_alter_table('feature_value', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feature_value_feature_id'), ['feature_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('feature_value', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feature_value_feature_id'))

    op.drop_table('feature_value')
    with op.batch_alter_table('room_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_room_item_assembly_id'))

    op.drop_table('room_item')
    with op.batch_alter_table('phase_start', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_phase_start_assembly_id'))

    op.drop_table('phase_start')
    op.drop_table('participation_plan')
    with op.batch_alter_table('membership', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_membership_account_id'))

    op.drop_table('membership')
    with op.batch_alter_table('feature', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feature_assembly_id'))

    op.drop_table('feature')
    op.drop_table('assembly')
