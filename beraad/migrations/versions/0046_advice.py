"""The advice as one document that the panel signs off, and recommendations that are taken over from another advice."""

import sqlalchemy as sa
from alembic import op

revision = "0046_advice"
down_revision = "0045_terms"
branch_labels = None
depends_on = None

DOCUMENT = "ck_recommendation_taken_over_with_document"


def upgrade() -> None:
    op.create_table(
        "advice_report",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("assembly_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_report")),
        sa.ForeignKeyConstraint(
            ["assembly_id"], ["assembly.id"], name=op.f("fk_advice_report_assembly_id_assembly"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("assembly_id", "version", name=op.f("uq_advice_report_assembly_id_version")),
    )
    with op.batch_alter_table("recommendation") as table:
        for name, length in (("from", 300), ("sha256", 64), ("kind", 10)):
            table.add_column(sa.Column(f"taken_over_{name}", sa.String(length), nullable=False, server_default=""))
        table.create_check_constraint(op.f(DOCUMENT), "taken_over_from = '' OR taken_over_sha256 <> ''")


def downgrade() -> None:
    with op.batch_alter_table("recommendation") as table:
        table.drop_constraint(op.f(DOCUMENT), type_="check")
        for name in ("from", "sha256", "kind"):
            table.drop_column(f"taken_over_{name}")
    op.drop_table("advice_report")
