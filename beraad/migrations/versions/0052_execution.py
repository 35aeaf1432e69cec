"""What each step of the work says, evidence with a copy, and who confirms that it is done."""

import sqlalchemy as sa
from alembic import op

revision = "0052_execution"
down_revision = "0051_deciding"
branch_labels = None
depends_on = None

TEXTS = ("body", "expected", "observed")
KEYS = {
    "author_id": "fk_progress_update_author_id_account",
    "confirmed_by_id": "fk_progress_update_confirmed_by_id_account",
}


def upgrade() -> None:
    with op.batch_alter_table("progress_update") as table:
        table.add_column(sa.Column("parts_done", sa.Integer))
        table.add_column(sa.Column("parts_of", sa.Integer))
        table.add_column(sa.Column("body", sa.String(200), nullable=False, server_default=""))
        table.add_column(sa.Column("expected", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("observed", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("is_proposal", sa.Boolean, nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("confirmed_at", sa.DateTime(timezone=True)))
        for column, name in KEYS.items():
            table.add_column(sa.Column(column, sa.Integer))
            table.create_foreign_key(op.f(name), "account", [column], ["id"], ondelete="SET NULL")
        table.create_check_constraint(op.f("ck_progress_update_confirmed_by_another"), "confirmed_by_id <> author_id")
        table.create_check_constraint(op.f("ck_progress_update_parts_of_a_whole"), "parts_done BETWEEN 0 AND parts_of")
    with op.batch_alter_table("progress_update") as table:
        for column in (*TEXTS, "is_proposal"):
            table.alter_column(column, server_default=None)
    with op.batch_alter_table("evidence") as table:
        table.add_column(sa.Column("file_sha256", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("file_kind", sa.String(10), nullable=False, server_default=""))
    with op.batch_alter_table("evidence") as table:
        table.alter_column("file_sha256", server_default=None)
        table.alter_column("file_kind", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("evidence") as table:
        table.drop_column("file_kind")
        table.drop_column("file_sha256")
    op.execute('UPDATE progress_update SET "after" = "before" WHERE is_proposal AND confirmed_at IS NULL')
    with op.batch_alter_table("progress_update") as table:
        table.drop_constraint(op.f("ck_progress_update_parts_of_a_whole"), type_="check")
        table.drop_constraint(op.f("ck_progress_update_confirmed_by_another"), type_="check")
        for column, name in KEYS.items():
            table.drop_constraint(op.f(name), type_="foreignkey")
            table.drop_column(column)
        for column in ("confirmed_at", "is_proposal", *TEXTS, "parts_of", "parts_done"):
            table.drop_column(column)
