"""Tables of recommendations."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0011_recommendations"
down_revision = '0010_materials'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('handover',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('handed_over_on', sa.Date(), nullable=False),
    sa.Column('handed_over_to', sa.String(length=200), nullable=False),
    sa.Column('mandate', sa.String(length=300), nullable=False),
    sa.Column('response_due_on', sa.Date(), nullable=False),
    sa.CheckConstraint('response_due_on > handed_over_on', name=op.f('ck_handover_due_after_handover')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_handover_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_handover')),
    sa.UniqueConstraint('assembly_id', name=op.f('uq_handover_assembly_id'))
    )
    op.create_table('recommendation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('plain_text', sa.Text(), nullable=False),
    sa.Column('intent', sa.Text(), nullable=False),
    sa.Column('rationale', sa.Text(), nullable=False),
    sa.Column('theme', sa.String(length=80), nullable=False),
    sa.Column('horizon', sa.Enum('kort', 'midden', 'lang', name='horizon', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('indicator', sa.Text(), nullable=False),
    sa.Column('addressee', sa.String(length=200), nullable=False),
    sa.Column('portfolio', sa.String(length=200), nullable=False),
    sa.Column('locked_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('adopted', sa.Boolean(), nullable=True),
    sa.Column('votes_for', sa.Integer(), nullable=True),
    sa.Column('votes_against', sa.Integer(), nullable=True),
    sa.Column('votes_blank', sa.Integer(), nullable=True),
    sa.Column('threshold', sa.Integer(), nullable=False),
    sa.Column('decision', sa.Enum('no_response', 'considering', 'accepted', 'partly_accepted', 'existing_policy', 'further_study', 'forwarded', 'not_accepted', 'withdrawn', name='decision', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('execution', sa.Enum('not_applicable', 'not_started', 'preparing', 'in_progress', 'delayed', 'stopped', 'done', 'evaluated', 'closed', name='execution', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('response_due_on', sa.Date(), nullable=True),
    sa.Column('extended_to', sa.Date(), nullable=True),
    sa.Column('extension_reason', sa.Text(), nullable=False),
    sa.Column('withdrawal_reason', sa.Text(), nullable=False),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint("extended_to IS NULL OR extension_reason <> ''", name=op.f('ck_recommendation_extension_has_reason')),
    sa.CheckConstraint('number > 0', name=op.f('ck_recommendation_number_positive')),
    sa.CheckConstraint('threshold BETWEEN 1 AND 100', name=op.f('ck_recommendation_threshold_is_percentage')),
    sa.CheckConstraint('votes_for >= 0 AND votes_against >= 0 AND votes_blank >= 0', name=op.f('ck_recommendation_votes_not_negative')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_recommendation_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_recommendation')),
    sa.UniqueConstraint('assembly_id', 'number', name=op.f('uq_recommendation_assembly_id_number'))
    )
    op.create_table('formal_response',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('decision', sa.Enum('no_response', 'considering', 'accepted', 'partly_accepted', 'existing_policy', 'further_study', 'forwarded', 'not_accepted', 'withdrawn', name='decision', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('reason_category', sa.Enum('buiten_bevoegdheid', 'juridisch', 'financieel', 'uitvoerbaarheid', 'strijdig_met_ander_belang', 'buiten_de_vraag', 'elders_belegd', 'al_gedaan', 'politieke_afweging', 'anders', name='reasoncategory', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('what_changes', sa.Text(), nullable=False),
    sa.Column('alternative', sa.Text(), nullable=False),
    sa.Column('reference', sa.String(length=300), nullable=False),
    sa.Column('reference_date', sa.Date(), nullable=True),
    sa.Column('forwarded_to', sa.String(length=200), nullable=False),
    sa.Column('costs', sa.String(length=300), nullable=False),
    sa.Column('planned_start', sa.Date(), nullable=True),
    sa.Column('planned_end', sa.Date(), nullable=True),
    sa.Column('body', sa.String(length=200), nullable=False),
    sa.Column('decided_on', sa.Date(), nullable=False),
    sa.Column('document_url', sa.String(length=500), nullable=False),
    sa.Column('prepared_by_id', sa.Integer(), nullable=True),
    sa.Column('published_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('published_by_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('published_by_id <> prepared_by_id', name=op.f('ck_formal_response_four_eyes')),
    sa.ForeignKeyConstraint(['prepared_by_id'], ['account.id'], name=op.f('fk_formal_response_prepared_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['published_by_id'], ['account.id'], name=op.f('fk_formal_response_published_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_formal_response_recommendation_id_recommendation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_formal_response')),
    sa.UniqueConstraint('recommendation_id', 'version', name=op.f('uq_formal_response_recommendation_id_version'))
    )
    op.create_table('minority_statement',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('supporters', sa.Integer(), nullable=False),
    sa.CheckConstraint('supporters > 0', name=op.f('ck_minority_statement_supporters_positive')),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_minority_statement_recommendation_id_recommendation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minority_statement'))
    )
    with op.batch_alter_table('minority_statement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_minority_statement_recommendation_id'), ['recommendation_id'], unique=False)

    op.create_table('progress_update',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('recommendation_id', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('before', sa.Enum('not_applicable', 'not_started', 'preparing', 'in_progress', 'delayed', 'stopped', 'done', 'evaluated', 'closed', name='before', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('after', sa.Enum('not_applicable', 'not_started', 'preparing', 'in_progress', 'delayed', 'stopped', 'done', 'evaluated', 'closed', name='after', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('next_step', sa.Text(), nullable=False),
    sa.Column('next_on', sa.Date(), nullable=True),
    sa.Column('author_role', sa.String(length=40), nullable=False),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['recommendation_id'], ['recommendation.id'], name=op.f('fk_progress_update_recommendation_id_recommendation'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_progress_update'))
    )
    with op.batch_alter_table('progress_update', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_progress_update_recommendation_id'), ['recommendation_id'], unique=False)

    op.create_table('evidence',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('update_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('besluit', 'begroting', 'contract', 'foto', 'meting', 'publicatie', name='evidencekind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('url', sa.String(length=500), nullable=False),
    sa.Column('on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['update_id'], ['progress_update.id'], name=op.f('fk_evidence_update_id_progress_update'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence'))
    )
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_update_id'), ['update_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('evidence', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_update_id'))

    op.drop_table('evidence')
    with op.batch_alter_table('progress_update', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_progress_update_recommendation_id'))

    op.drop_table('progress_update')
    with op.batch_alter_table('minority_statement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_minority_statement_recommendation_id'))

    op.drop_table('minority_statement')
    op.drop_table('formal_response')
    op.drop_table('recommendation')
    op.drop_table('handover')
