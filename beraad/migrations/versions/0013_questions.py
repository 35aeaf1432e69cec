"""Wordings of the question."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0013_questions"
down_revision = '0012_privacy'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('question_version',
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('written_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('checks', sa.JSON(), nullable=False),
    sa.Column('tried_with', sa.Integer(), nullable=False),
    sa.Column('remarks', sa.Text(), nullable=False),
    sa.CheckConstraint('tried_with >= 0', name=op.f('ck_question_version_tried_with_not_negative')),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_question_version_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('assembly_id', 'version', name=op.f('pk_question_version'))
    )
    op.execute(
        "INSERT INTO question_version (assembly_id, version, text, written_at, checks, tried_with, remarks)"
        " SELECT id, 1, question, created_at, '[]', 0, '' FROM assembly WHERE question <> ''"
    )


def downgrade() -> None:
    op.drop_table('question_version')
