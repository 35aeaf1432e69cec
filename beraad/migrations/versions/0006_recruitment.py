"""Tables of recruitment."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0006_recruitment"
down_revision = '0005_assemblies'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('pool_outlook',
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('people', sa.Integer(), nullable=False),
    sa.Column('found', sa.JSON(), nullable=False),
    sa.Column('computed_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_pool_outlook_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('assembly_id', name=op.f('pk_pool_outlook'))
    )
    op.create_table('recruitment_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('state', sa.Enum('concept', 'wordt_verstuurd', 'verstuurd', name='messagestate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=True),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('sent_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'concept') = (sent_at IS NULL)", name=op.f('ck_recruitment_message_sent_at_a_moment')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_recruitment_message_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['written_by_id'], ['account.id'], name=op.f('fk_recruitment_message_written_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recruitment_message'))
    )
    with op.batch_alter_table('recruitment_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recruitment_message_assembly_id'), ['assembly_id'], unique=False)

    op.create_table('register_import',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('filename', sa.String(length=200), nullable=False),
    sa.Column('kept_as', sa.String(length=64), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('state', sa.Enum('geupload', 'bezig', 'klaar', name='importstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('layout', sa.JSON(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('rows_total', sa.Integer(), nullable=False),
    sa.Column('rows_read', sa.Integer(), nullable=False),
    sa.Column('rows_added', sa.Integer(), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('finished_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_register_import_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_import')),
    sa.UniqueConstraint('assembly_id', 'sha256', name=op.f('uq_register_import_assembly_id_sha256'))
    )
    op.create_table('wave',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('gepland', 'getrokken', 'goedgekeurd', 'verstuurd', name='wavestate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reminds_id', sa.Integer(), nullable=True),
    sa.Column('strata_by', sa.JSON(), nullable=False),
    sa.Column('letters', sa.Integer(), nullable=False),
    sa.Column('sizes', sa.JSON(), nullable=False),
    sa.Column('one_per_household', sa.Boolean(), nullable=False),
    sa.Column('seed', sa.String(length=64), nullable=False),
    sa.Column('job_id', sa.Integer(), nullable=True),
    sa.Column('print_job_id', sa.Integer(), nullable=True),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=True),
    sa.Column('approved_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('approved_by_id', sa.Integer(), nullable=True),
    sa.Column('sent_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'verstuurd') = (sent_at IS NOT NULL)", name=op.f('ck_wave_sent_at_a_moment')),
    sa.ForeignKeyConstraint(['approved_by_id'], ['account.id'], name=op.f('fk_wave_approved_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_wave_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['created_by_id'], ['account.id'], name=op.f('fk_wave_created_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['reminds_id'], ['wave.id'], name=op.f('fk_wave_reminds_id_wave'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wave')),
    sa.UniqueConstraint('assembly_id', 'number', name=op.f('uq_wave_assembly_id_number'))
    )
    op.create_table('letter_batch',
    sa.Column('wave_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('first', sa.Integer(), nullable=False),
    sa.Column('last', sa.Integer(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['wave_id'], ['wave.id'], name=op.f('fk_letter_batch_wave_id_wave'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('wave_id', 'number', name=op.f('pk_letter_batch'))
    )
    op.create_table('refused_row',
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('row', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['register_import.id'], name=op.f('fk_refused_row_import_id_register_import'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('import_id', 'row', name=op.f('pk_refused_row'))
    )
    op.create_table('register_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('address_line1', sa.String(length=200), nullable=False),
    sa.Column('address_line2', sa.String(length=200), nullable=False),
    sa.Column('postcode', sa.String(length=10), nullable=False),
    sa.Column('place', sa.String(length=100), nullable=False),
    sa.Column('municipality', sa.String(length=100), nullable=False),
    sa.Column('district', sa.String(length=100), nullable=False),
    sa.Column('birth_year', sa.Integer(), nullable=True),
    sa.Column('stratum', sa.String(length=120), nullable=False),
    sa.Column('household', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_register_row_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['import_id'], ['register_import.id'], name=op.f('fk_register_row_import_id_register_import'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_row')),
    sa.UniqueConstraint('assembly_id', 'fingerprint', name=op.f('uq_register_row_assembly_id_fingerprint'))
    )
    with op.batch_alter_table('register_row', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_register_row_import_id'), ['import_id'], unique=False)

    op.create_table('invitation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('wave_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('register_row_id', sa.Integer(), nullable=True),
    sa.Column('reminds_id', sa.Integer(), nullable=True),
    sa.Column('stratum', sa.String(length=300), nullable=False),
    sa.Column('selector', sa.String(length=4), nullable=False),
    sa.Column('secret_hash', sa.String(length=100), nullable=False),
    sa.Column('sealed_code', sa.LargeBinary(), nullable=True),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.CheckConstraint('tries >= 0 AND tries <= 10', name=op.f('ck_invitation_tries_counted')),
    sa.ForeignKeyConstraint(['register_row_id'], ['register_row.id'], name=op.f('fk_invitation_register_row_id_register_row'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['reminds_id'], ['invitation.id'], name=op.f('fk_invitation_reminds_id_invitation'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['wave_id'], ['wave.id'], name=op.f('fk_invitation_wave_id_wave'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_invitation')),
    sa.UniqueConstraint('selector', name=op.f('uq_invitation_selector')),
    sa.UniqueConstraint('wave_id', 'number', name=op.f('uq_invitation_wave_id_number')),
    sa.UniqueConstraint('wave_id', 'register_row_id', name=op.f('uq_invitation_wave_id_register_row_id'))
    )
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_invitation_register_row_id'), ['register_row_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_invitation_reminds_id'), ['reminds_id'], unique=False)

    op.create_table('registration',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('pool_id', sa.String(length=80), nullable=False),
    sa.Column('channel', sa.Enum('brief', 'papier', 'telefoon', 'open_link', 'import', name='channel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('state', sa.Enum('aangemeld', 'ingetrokken', 'dubbel', name='registrationstate', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('invitation_id', sa.Integer(), nullable=True),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('address_line1', sa.String(length=200), nullable=False),
    sa.Column('address_line2', sa.String(length=200), nullable=False),
    sa.Column('postcode', sa.String(length=10), nullable=False),
    sa.Column('place', sa.String(length=100), nullable=False),
    sa.Column('email', sa.String(length=254), nullable=False),
    sa.Column('phone', sa.String(length=40), nullable=False),
    sa.Column('birth_year', sa.Integer(), nullable=True),
    sa.Column('household', sa.String(length=64), nullable=True),
    sa.Column('contact_by', sa.Enum('e-mail', 'post', 'telefoon', name='contactby', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('extra', sa.JSON(), nullable=False),
    sa.Column('consented_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('changed_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('withdrawn_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.CheckConstraint("(state = 'ingetrokken') = (withdrawn_at IS NOT NULL)", name=op.f('ck_registration_withdrawn_at_a_moment')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_registration_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['invitation_id'], ['invitation.id'], name=op.f('fk_registration_invitation_id_invitation'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_registration')),
    sa.UniqueConstraint('assembly_id', 'pool_id', name=op.f('uq_registration_assembly_id_pool_id')),
    sa.UniqueConstraint('invitation_id', name=op.f('uq_registration_invitation_id'))
    )
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.create_index('ix_registration_household', ['assembly_id', 'household'], unique=False)
        batch_op.create_index(batch_op.f('ix_registration_state'), ['state'], unique=False)

    op.create_table('duplicate_review',
    sa.Column('first_id', sa.Integer(), nullable=False),
    sa.Column('second_id', sa.Integer(), nullable=False),
    sa.Column('verdict', sa.Enum('verschillend', 'dezelfde', name='duplicateverdict', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('decided_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint('first_id < second_id', name=op.f('ck_duplicate_review_pair_in_order')),
    sa.ForeignKeyConstraint(['first_id'], ['registration.id'], name=op.f('fk_duplicate_review_first_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['second_id'], ['registration.id'], name=op.f('fk_duplicate_review_second_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('first_id', 'second_id', name=op.f('pk_duplicate_review'))
    )
    with op.batch_alter_table('duplicate_review', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_duplicate_review_second_id'), ['second_id'], unique=False)

    op.create_table('recruitment_delivery',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('contact_by', sa.Enum('e-mail', 'post', 'telefoon', name='contactby', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('done_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('done_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['done_by_id'], ['account.id'], name=op.f('fk_recruitment_delivery_done_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['message_id'], ['recruitment_message.id'], name=op.f('fk_recruitment_delivery_message_id_recruitment_message'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_recruitment_delivery_registration_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recruitment_delivery')),
    sa.UniqueConstraint('message_id', 'registration_id', name=op.f('uq_recruitment_delivery_message_id_registration_id'))
    )
    with op.batch_alter_table('recruitment_delivery', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_recruitment_delivery_registration_id'), ['registration_id'], unique=False)

    op.create_table('registration_answer',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('feature_id', sa.Integer(), nullable=False),
    sa.Column('feature_value_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['feature_id'], ['feature.id'], name=op.f('fk_registration_answer_feature_id_feature')),
    sa.ForeignKeyConstraint(['feature_value_id'], ['feature_value.id'], name=op.f('fk_registration_answer_feature_value_id_feature_value')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_registration_answer_registration_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', 'feature_id', name=op.f('pk_registration_answer'))
    )
    with op.batch_alter_table('registration_answer', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_registration_answer_feature_value_id'), ['feature_value_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('registration_answer', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registration_answer_feature_value_id'))

    op.drop_table('registration_answer')
    with op.batch_alter_table('recruitment_delivery', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recruitment_delivery_registration_id'))

    op.drop_table('recruitment_delivery')
    with op.batch_alter_table('duplicate_review', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_duplicate_review_second_id'))

    op.drop_table('duplicate_review')
    with op.batch_alter_table('registration', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_registration_state'))
        batch_op.drop_index('ix_registration_household')

    op.drop_table('registration')
    with op.batch_alter_table('invitation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_invitation_reminds_id'))
        batch_op.drop_index(batch_op.f('ix_invitation_register_row_id'))

    op.drop_table('invitation')
    with op.batch_alter_table('register_row', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_register_row_import_id'))

    op.drop_table('register_row')
    op.drop_table('refused_row')
    op.drop_table('letter_batch')
    op.drop_table('wave')
    op.drop_table('register_import')
    with op.batch_alter_table('recruitment_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_recruitment_message_assembly_id'))

    op.drop_table('recruitment_message')
    op.drop_table('pool_outlook')
