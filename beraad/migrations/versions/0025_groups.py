"""Groups of sign-ups that look alike, files refused while they are read, return addresses, consent without a draw."""

import sqlalchemy as sa
from alembic import op

import beraad.orm

revision = "0025_groups"
down_revision = "0024_consequences"
branch_labels = None
depends_on = None

RETURN_TO = {"return_name": 100, "return_line": 100, "return_postcode": 10, "return_place": 100}
STATES = "'geupload', 'bezig', 'klaar'"
PURPOSES = "'loting', 'behoeften', 'herkomst'"


def upgrade() -> None:
    op.create_table(
        "duplicate_group_review",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column(
            "sign",
            sa.Enum(
                "e-mail", "telefoon", "naam", "adres", name="sign", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("decided_at", beraad.orm.Moment(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registration.id"],
            name=op.f("fk_duplicate_group_review_registration_id_registration"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("registration_id", "sign", name=op.f("pk_duplicate_group_review")),
    )
    op.add_column("register_import", sa.Column("refused_column", sa.String(200), server_default="", nullable=False))
    for name, length in RETURN_TO.items():
        op.add_column("letter_form", sa.Column(name, sa.String(length), server_default="", nullable=False))
    allow("register_import", "importstate", f"state IN ({STATES}, 'geweigerd')")
    allow("consent_text", "purpose", "purpose IN ('loting', 'meedenken', 'behoeften', 'herkomst')")


def downgrade() -> None:
    op.execute("DELETE FROM consent_text WHERE purpose = 'meedenken'")
    allow("consent_text", "purpose", f"purpose IN ({PURPOSES})")
    op.execute("DELETE FROM register_import WHERE state = 'geweigerd'")
    allow("register_import", "importstate", f"state IN ({STATES})")
    for name in RETURN_TO:
        op.drop_column("letter_form", name)
    op.drop_column("register_import", "refused_column")
    op.drop_table("duplicate_group_review")


def allow(table: str, name: str, condition: str) -> None:
    """Replace what the database allows in a column of choices."""
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(op.f(f"ck_{table}_{name}"), type_="check")
        batch_op.create_check_constraint(op.f(f"ck_{table}_{name}"), condition)
