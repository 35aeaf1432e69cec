"""Who takes the place of the one who handles a question of the panel."""

import sqlalchemy as sa
from alembic import op

revision = "0036_deputy"
down_revision = "0035_register_notes"
branch_labels = None
depends_on = None

DEPUTY = "fk_knowledge_request_deputy_id_account"


def upgrade() -> None:
    with op.batch_alter_table("knowledge_request") as table:
        table.add_column(sa.Column("deputy_id", sa.Integer))
        table.create_foreign_key(op.f(DEPUTY), "account", ["deputy_id"], ["id"], ondelete="SET NULL")
        table.create_index(op.f("ix_knowledge_request_deputy_id"), ["deputy_id"])
        table.create_check_constraint(op.f("ck_knowledge_request_deputy_is_another"), "deputy_id <> owner_id")


def downgrade() -> None:
    with op.batch_alter_table("knowledge_request") as table:
        table.drop_constraint(op.f("ck_knowledge_request_deputy_is_another"), type_="check")
        table.drop_index(op.f("ix_knowledge_request_deputy_id"))
        table.drop_constraint(op.f(DEPUTY), type_="foreignkey")
        table.drop_column("deputy_id")
