"""Questions, consent, sealed answers and codes to come back with."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0016_sign_up"
down_revision = '0015_special_features'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('consent_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Enum('loting', 'behoeften', 'herkomst', name='purpose', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('made_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint('version > 0', name=op.f('ck_consent_text_version_positive')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_consent_text_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_consent_text')),
    sa.UniqueConstraint('assembly_id', 'purpose', 'version', name=op.f('uq_consent_text_assembly_id_purpose_version'))
    )
    op.create_table('extra_question',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('keuze', 'ja_nee', 'tekst', name='questionkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.String(length=300), nullable=False),
    sa.Column('is_required', sa.Boolean(), nullable=False),
    sa.Column('choices', sa.JSON(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.CheckConstraint('position > 0', name=op.f('ck_extra_question_position_positive')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_extra_question_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_extra_question'))
    )
    with op.batch_alter_table('extra_question', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_extra_question_assembly_id'), ['assembly_id'], unique=False)

    op.create_table('open_link_switch',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('counts', sa.Boolean(), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_open_link_switch_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['by_id'], ['account.id'], name=op.f('fk_open_link_switch_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_open_link_switch'))
    )
    with op.batch_alter_table('open_link_switch', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_open_link_switch_assembly_id'), ['assembly_id'], unique=False)

    op.create_table('sign_up_settings',
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('minimum_age', sa.Integer(), nullable=False),
    sa.Column('asks_days', sa.Boolean(), nullable=False),
    sa.Column('days', sa.JSON(), nullable=False),
    sa.Column('asks_needs', sa.Boolean(), nullable=False),
    sa.CheckConstraint('minimum_age >= 0 AND minimum_age <= 120', name=op.f('ck_sign_up_settings_age_of_people')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_sign_up_settings_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('assembly_id', name=op.f('pk_sign_up_settings'))
    )
    op.create_table('sign_up_translation',
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_sign_up_translation_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('assembly_id', 'language', 'sha256', name=op.f('pk_sign_up_translation'))
    )
    op.create_table('consent',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('text_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_consent_registration_id_registration'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['text_id'], ['consent_text.id'], name=op.f('fk_consent_text_id_consent_text'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', 'text_id', name=op.f('pk_consent'))
    )
    op.create_table('day_reply',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('can_come', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_day_reply_registration_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', 'day', name=op.f('pk_day_reply'))
    )
    op.create_table('extra_reply',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['question_id'], ['extra_question.id'], name=op.f('fk_extra_reply_question_id_extra_question'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_extra_reply_registration_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', 'question_id', name=op.f('pk_extra_reply'))
    )
    op.create_table('return_code',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('selector', sa.String(length=4), nullable=False),
    sa.Column('secret_hash', sa.String(length=100), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('visit_key', sa.String(length=64), nullable=True),
    sa.CheckConstraint('tries >= 0 AND tries <= 10', name=op.f('ck_return_code_tries_counted')),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_return_code_registration_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', name=op.f('pk_return_code')),
    sa.UniqueConstraint('selector', name=op.f('uq_return_code_selector')),
    sa.UniqueConstraint('visit_key', name=op.f('uq_return_code_visit_key'))
    )
    op.create_table('sealed_answer',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('feature_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['feature_id'], ['feature.id'], name=op.f('fk_sealed_answer_feature_id_feature'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_sealed_answer_registration_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', 'feature_id', name=op.f('pk_sealed_answer'))
    )
    op.create_table('sealed_needs',
    sa.Column('registration_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['registration_id'], ['registration.id'], name=op.f('fk_sealed_needs_registration_id_registration'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('registration_id', name=op.f('pk_sealed_needs'))
    )


def downgrade() -> None:
    op.drop_table('sealed_needs')
    op.drop_table('sealed_answer')
    op.drop_table('return_code')
    op.drop_table('extra_reply')
    op.drop_table('day_reply')
    op.drop_table('consent')
    op.drop_table('sign_up_translation')
    op.drop_table('sign_up_settings')
    with op.batch_alter_table('open_link_switch', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_open_link_switch_assembly_id'))

    op.drop_table('open_link_switch')
    with op.batch_alter_table('extra_question', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_extra_question_assembly_id'))

    op.drop_table('extra_question')
    op.drop_table('consent_text')
