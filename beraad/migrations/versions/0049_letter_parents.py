"""What a parent or guardian of a minor is asked, and who agreed."""

import sqlalchemy as sa
from alembic import op

revision = "0049_letter_parents"
down_revision = "0048_promised_for"
branch_labels = None
depends_on = None

ASKS = sa.Enum(
    *("niets", "naam", "naam_telefoon"), native_enum=False, create_constraint=False, name="parentask", length=40
)


def upgrade() -> None:
    with op.batch_alter_table("sign_up_settings") as table:
        table.add_column(sa.Column("parent_asks", ASKS, nullable=False, server_default="niets"))
    with op.batch_alter_table("sign_up_settings") as table:
        table.alter_column("parent_asks", server_default=None)
        table.create_check_constraint(
            op.f("ck_sign_up_settings_parentask"), "parent_asks IN ('niets', 'naam', 'naam_telefoon')"
        )
    op.create_table(
        "parent_consent",
        sa.Column("registration_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_parent_consent_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_parent_consent")),
    )


def downgrade() -> None:
    op.drop_table("parent_consent")
    with op.batch_alter_table("sign_up_settings") as table:
        table.drop_constraint(op.f("ck_sign_up_settings_parentask"), type_="check")
        table.drop_column("parent_asks")
