"""Who decided on an answer: a signature, or a decision that one records and another checks."""

import sqlalchemy as sa
from alembic import op

revision = "0054_decided"
down_revision = "0053_code_to_pass_on"
branch_labels = None
depends_on = None

KEYS = {name: f"fk_formal_response_{name}_account" for name in ("signed_by_id", "recorded_by_id", "checked_by_id")}
CHECK = "ck_formal_response_checked_by_another"


def upgrade() -> None:
    with op.batch_alter_table("formal_response") as table:
        table.add_column(sa.Column("decision_number", sa.String(80), nullable=False, server_default=""))
        table.add_column(sa.Column("remark", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("decided_at", sa.DateTime(timezone=True)))
        for column, name in KEYS.items():
            table.add_column(sa.Column(column, sa.Integer))
            table.create_foreign_key(op.f(name), "account", [column], ["id"], ondelete="SET NULL")
        table.create_check_constraint(op.f(CHECK), "checked_by_id <> recorded_by_id")
    with op.batch_alter_table("formal_response") as table:
        table.alter_column("decision_number", server_default=None)
        table.alter_column("remark", server_default=None)
    op.execute("UPDATE formal_response SET decided_at = published_at")


def downgrade() -> None:
    with op.batch_alter_table("formal_response") as table:
        table.drop_constraint(op.f(CHECK), type_="check")
        for column, name in KEYS.items():
            table.drop_constraint(op.f(name), type_="foreignkey")
            table.drop_column(column)
        for column in ("decided_at", "remark", "decision_number"):
            table.drop_column(column)
