"""Quotas on two features together, and room for both names in the list of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0029_pair_quota"
down_revision = "0028_larger_draw"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pair_quota",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("first_value_id", sa.Integer, nullable=False),
        sa.Column("second_value_id", sa.Integer, nullable=False),
        sa.Column("minimum", sa.Integer, nullable=False),
        sa.Column("maximum", sa.Integer, nullable=False),
        sa.Column("flex_minimum", sa.Integer),
        sa.Column("flex_maximum", sa.Integer),
        sa.CheckConstraint("first_value_id < second_value_id", name=op.f("ck_pair_quota_values_in_order")),
        sa.CheckConstraint("0 <= minimum AND minimum <= maximum", name=op.f("ck_pair_quota_bounds_in_order")),
        sa.CheckConstraint("(flex_minimum IS NULL) = (flex_maximum IS NULL)", name=op.f("ck_pair_quota_flex_both")),
        sa.CheckConstraint(
            "flex_minimum IS NULL OR (0 <= flex_minimum AND flex_minimum <= minimum)",
            name=op.f("ck_pair_quota_flex_low"),
        ),
        sa.CheckConstraint("flex_maximum IS NULL OR flex_maximum >= maximum", name=op.f("ck_pair_quota_flex_high")),
        sa.ForeignKeyConstraint(
            ["first_value_id"],
            ["feature_value.id"],
            name=op.f("fk_pair_quota_first_value_id_feature_value"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_value_id"],
            ["feature_value.id"],
            name=op.f("fk_pair_quota_second_value_id_feature_value"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_quota")),
        sa.UniqueConstraint(
            "first_value_id", "second_value_id", name=op.f("uq_pair_quota_first_value_id_second_value_id")
        ),
    )
    op.create_index(op.f("ix_pair_quota_second_value_id"), "pair_quota", ["second_value_id"])
    _widen(170, 250)


def downgrade() -> None:
    _widen(80, 120)
    op.drop_table("pair_quota")


def _widen(feature: int, answer: int) -> None:
    with op.batch_alter_table("quota_change") as table:
        table.alter_column("feature", type_=sa.String(feature), existing_nullable=False)
        table.alter_column("answer", type_=sa.String(answer), existing_nullable=False)
