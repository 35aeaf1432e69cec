"""Column profiles, letters with words of their own, and sizes of strata."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0018_letters"
down_revision = '0017_special_term'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('column_profile',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=80), nullable=False),
    sa.Column('header', sa.JSON(), nullable=False),
    sa.Column('mapping', sa.JSON(), nullable=False),
    sa.Column('leaves_out_secret', sa.Boolean(), nullable=False),
    sa.Column('changed_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_column_profile_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_column_profile')),
    sa.UniqueConstraint('assembly_id', 'name', name=op.f('uq_column_profile_assembly_id_name'))
    )
    op.create_table('letter_form',
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('large', sa.Boolean(), nullable=False),
    sa.Column('second_language', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_letter_form_assembly_id_assembly'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('assembly_id', name=op.f('pk_letter_form'))
    )
    op.create_table('letter_text',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('assembly_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('eerste', 'herinnering', 'extra', name='letterkind', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('language', sa.String(length=8), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('body', sa.Text(), nullable=False),
    sa.Column('edited_at', beraad.orm.Moment(timezone=True), nullable=False),
    sa.Column('edited_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['assembly_id'], ['assembly.id'], name=op.f('fk_letter_text_assembly_id_assembly'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['edited_by_id'], ['account.id'], name=op.f('fk_letter_text_edited_by_id_account'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_text')),
    sa.UniqueConstraint('assembly_id', 'kind', 'language', name=op.f('uq_letter_text_assembly_id_kind_language'))
    )
    with op.batch_alter_table('letter_batch', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fetched_at', beraad.orm.Moment(timezone=True), nullable=True))

    with op.batch_alter_table('register_import', schema=None) as batch_op:
        batch_op.add_column(sa.Column('rows_secret', sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column('leaves_out_secret', sa.Boolean(), server_default=sa.false(), nullable=False))

    with op.batch_alter_table('wave', schema=None) as batch_op:
        batch_op.add_column(sa.Column('division', sa.String(length=40), server_default='mensen', nullable=False))
        batch_op.add_column(sa.Column('response', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('last_row_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('people', sa.JSON(), server_default='{}', nullable=False))
        batch_op.add_column(sa.Column('drawn_from_sha256', sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column('outcome_sha256', sa.String(length=64), server_default="", nullable=False))
        batch_op.add_column(sa.Column('letter', sa.JSON(), nullable=True))
        batch_op.create_check_constraint(op.f('ck_wave_division'), "division IN ('mensen', 'respons', 'achterstand')")



def downgrade() -> None:
    with op.batch_alter_table('wave', schema=None) as batch_op:
        batch_op.drop_constraint(op.f('ck_wave_division'), type_='check')
        batch_op.drop_column('letter')
        batch_op.drop_column('outcome_sha256')
        batch_op.drop_column('drawn_from_sha256')
        batch_op.drop_column('people')
        batch_op.drop_column('last_row_id')
        batch_op.drop_column('response')
        batch_op.drop_column('division')

    with op.batch_alter_table('register_import', schema=None) as batch_op:
        batch_op.drop_column('leaves_out_secret')
        batch_op.drop_column('rows_secret')

    op.drop_column('letter_batch', 'fetched_at')

    op.drop_table('letter_text')
    op.drop_table('letter_form')
    op.drop_table('column_profile')
