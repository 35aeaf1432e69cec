"""Tables of materials."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0010_materials"
down_revision = '0009_meetings'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('knowledge_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('feit', 'deskundige', 'werkbezoek', name='requestkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.Column('asked_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('status', sa.Enum('nieuw', 'in_behandeling', 'beantwoord', 'nee', name='requeststatus', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('closed_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.CheckConstraint("(status IN ('beantwoord', 'nee')) = (closed_at IS NOT NULL)", name=op.f('ck_knowledge_request_closed_with_moment')),
    sa.CheckConstraint("status <> 'in_behandeling' OR due_on IS NOT NULL", name=op.f('ck_knowledge_request_assigned_with_day')),
    sa.CheckConstraint("status NOT IN ('beantwoord', 'nee') OR answer <> ''", name=op.f('ck_knowledge_request_closed_with_words')),
    sa.ForeignKeyConstraint(['asked_by_id'], ['account.id'], name=op.f('fk_knowledge_request_asked_by_id_account'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_knowledge_request_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['owner_id'], ['account.id'], name=op.f('fk_knowledge_request_owner_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_knowledge_request')),
    sa.UniqueConstraint('assembly_id', 'number', name=op.f('uq_knowledge_request_assembly_id_number'))
    )
    with op.batch_alter_table('knowledge_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_knowledge_request_asked_by_id'), ['asked_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_knowledge_request_owner_id'), ['owner_id'], unique=False)

    op.create_table('document',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('summary', sa.Text(), nullable=False),
    sa.Column('kind', sa.Enum('uitleg', 'onderzoek', 'besluit', 'standpunt', 'presentatie', 'verslag', 'anders', name='kind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('theme', sa.String(length=120), nullable=False),
    sa.Column('is_groundwork', sa.Boolean(), nullable=False),
    sa.Column('language', sa.Enum('nl', 'en', 'de', 'fy', 'nds', 'ar', 'tr', 'pl', 'uk', 'ti', name='language', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('original_id', sa.Integer(), nullable=True),
    sa.Column('is_plain', sa.Boolean(), nullable=False),
    sa.Column('source', sa.String(length=200), nullable=False),
    sa.Column('stance', sa.Enum('voor', 'neutraal', 'tegen', name='stance', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('readers', sa.Enum('paneel', 'openbaar', name='readers', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('withdrawn_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.Column('created_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.CheckConstraint('original_id IS NULL OR original_id <> id', name=op.f('ck_document_not_its_own_original')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_document_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_document_meeting_id_meeting'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['original_id'], ['document.id'], name=op.f('fk_document_original_id_document'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document'))
    )
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_assembly_id'), ['assembly_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_document_original_id'), ['original_id'], unique=False)

    op.create_table('document_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('text_sha256', sa.String(length=64), nullable=False),
    sa.Column('file_sha256', sa.String(length=64), nullable=True),
    sa.Column('file_kind', sa.String(length=20), nullable=True),
    sa.Column('file_size', sa.Integer(), nullable=True),
    sa.Column('note', sa.String(length=300), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=True),
    sa.Column('made_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('published_at', beraad.orm.Moment(timezone=True), nullable=True),
    sa.CheckConstraint("text <> '' OR file_sha256 IS NOT NULL", name=op.f('ck_document_version_text_or_file')),
    sa.CheckConstraint('(file_sha256 IS NULL) = (file_kind IS NULL)', name=op.f('ck_document_version_file_with_kind')),
    sa.CheckConstraint('(file_sha256 IS NULL) = (file_size IS NULL)', name=op.f('ck_document_version_file_with_size')),
    sa.ForeignKeyConstraint(['document_id'], ['document.id'], name=op.f('fk_document_version_document_id_document'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['made_by_id'], ['account.id'], name=op.f('fk_document_version_made_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_document_version')),
    sa.UniqueConstraint('document_id', 'number', name=op.f('uq_document_version_document_id_number'))
    )
    with op.batch_alter_table('document_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_document_version_file_sha256'), ['file_sha256'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('document_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_version_file_sha256'))

    op.drop_table('document_version')
    with op.batch_alter_table('document', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_document_original_id'))
        batch_op.drop_index(batch_op.f('ix_document_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_document_assembly_id'))

    op.drop_table('document')
    with op.batch_alter_table('knowledge_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_knowledge_request_owner_id'))
        batch_op.drop_index(batch_op.f('ix_knowledge_request_asked_by_id'))

    op.drop_table('knowledge_request')
