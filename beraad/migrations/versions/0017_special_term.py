"""A term of its own for special personal data."""

from alembic import op

revision = "0017_special_term"
down_revision = "0016_sign_up"
branch_labels = None
depends_on = None

NAME = "ck_privacy_term_kind"
BEFORE = "kind IN ('steekproef', 'niet_ingeloot', 'behoeften', 'rekeningnummers', 'panel', 'berichten')"
AFTER = "kind IN ('steekproef', 'bijzonder', 'niet_ingeloot', 'behoeften', 'rekeningnummers', 'panel', 'berichten')"


def upgrade() -> None:
    allow(AFTER)


def downgrade() -> None:
    op.execute("DELETE FROM privacy_term WHERE kind = 'bijzonder'")
    allow(BEFORE)


def allow(condition: str) -> None:
    with op.batch_alter_table("privacy_term") as batch_op:
        batch_op.drop_constraint(op.f(NAME), type_="check")
        batch_op.create_check_constraint(op.f(NAME), condition)
