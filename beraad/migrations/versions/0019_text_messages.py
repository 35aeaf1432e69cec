"""Text messages as a way to be reached, and marks of people who asked to be kept out of a register sample."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0019_text_messages"
down_revision = "0018_letters"
branch_labels = None
depends_on = None

TABLES = ("registration", "recruitment_delivery")
BEFORE = "contact_by IN ('e-mail', 'post', 'telefoon')"
AFTER = "contact_by IN ('e-mail', 'post', 'telefoon', 'sms')"


def upgrade() -> None:
    op.create_table(
        "kept_out",
        sa.Column("assembly_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("asked_at", beraad.orm.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_kept_out_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assembly_id", "mark", name=op.f("pk_kept_out")),
    )
    allow(AFTER)


def downgrade() -> None:
    for table in TABLES:  # somebody with a phone number can be called instead
        op.execute(f"UPDATE {table} SET contact_by = 'telefoon' WHERE contact_by = 'sms'")
    allow(BEFORE)
    op.drop_table("kept_out")


def allow(condition: str) -> None:
    for table in TABLES:
        name = f"ck_{table}_contactby"
        with op.batch_alter_table(table) as batch_op:
            batch_op.drop_constraint(op.f(name), type_="check")
            batch_op.create_check_constraint(op.f(name), condition)
