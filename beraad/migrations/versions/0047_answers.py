"""Who wrote what in the draft of a response, and what each decision says."""

import sqlalchemy as sa
from alembic import op

revision = "0047_answers"
down_revision = "0046_advice"
branch_labels = None
depends_on = None

DECISIONS = (
    *("no_response", "considering", "accepted", "partly_accepted", "existing_policy"),
    *("further_study", "forwarded", "not_accepted", "withdrawn"),
)
CATEGORIES = (
    *("buiten_bevoegdheid", "juridisch", "financieel", "uitvoerbaarheid", "strijdig_met_ander_belang"),
    *("buiten_de_vraag", "elders_belegd", "al_gedaan", "politieke_afweging", "anders"),
)
NAME = "ck_formal_response_reasoncategory"


def _choice(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _among(values: tuple[str, ...]) -> str:
    return "reason_category IN ({})".format(", ".join(f"'{value}'" for value in values))


def upgrade() -> None:
    op.create_table(
        "response_edit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("response_id", sa.Integer, sa.ForeignKey("formal_response.id", ondelete="CASCADE"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("author_id", sa.Integer, sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("author_role", sa.String(40), nullable=False),
        sa.Column("decision", _choice("decision", DECISIONS), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("response_id", "number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
    )
    with op.batch_alter_table("formal_response") as table:
        table.add_column(sa.Column("not_done", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("owner", sa.String(200), nullable=False, server_default=""))
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), _among((*CATEGORIES[:-1], "later_uitgewerkt", CATEGORIES[-1])))
    with op.batch_alter_table("formal_response") as table:
        table.alter_column("not_done", server_default=None)
        table.alter_column("owner", server_default=None)


def downgrade() -> None:
    op.execute("UPDATE formal_response SET reason_category = 'anders' WHERE reason_category = 'later_uitgewerkt'")
    with op.batch_alter_table("formal_response") as table:
        table.drop_constraint(op.f(NAME), type_="check")
        table.create_check_constraint(op.f(NAME), _among(CATEGORIES))
        table.drop_column("owner")
        table.drop_column("not_done")
    op.drop_table("response_edit")
