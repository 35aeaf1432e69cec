"""The terms in which the commissioner answers: lengths, first days, and each later day with its reason."""

import sqlalchemy as sa
from alembic import op

revision = "0045_terms"
down_revision = "0044_proposals"
branch_labels = None
depends_on = None

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
KINDS = (
    *("ontvangstbevestiging", "eerste_terugkoppeling", "bestuurlijke_reactie", "behandeling", "terugkoppelsessie"),
    *("voortgangsrapportage", "slotbijeenkomst", "effectmeting"),
)
ROLES = (
    *("beheerder", "griffie", "organisator", "gespreksleider", "ambtenaar", "bestuur", "raadslid", "waarnemer"),
    "panellid",
)


def upgrade() -> None:
    tables = sa.MetaData(naming_convention=NAMES)
    for name in ("assembly", "account"):
        sa.Table(name, tables, sa.Column("id", sa.Integer, primary_key=True))
    made = [_setting(tables), _term(tables), _extension(tables)]
    tables.create_all(op.get_bind(), made, checkfirst=False)


def downgrade() -> None:
    for name in ("term_extension", "term", "term_setting"):
        op.drop_table(name)


def _kind() -> sa.CheckConstraint:
    return sa.CheckConstraint(sa.column("kind").in_(KINDS), name="termkind")


def _setting(tables: sa.MetaData) -> sa.Table:
    return sa.Table(
        "term_setting",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.String(40), primary_key=True),
        sa.Column("length", sa.Integer, nullable=False),
        _kind(),
        sa.CheckConstraint("length > 0", name="length_positive"),
    )


def _term(tables: sa.MetaData) -> sa.Table:
    return sa.Table(
        "term",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("met_on", sa.Date),
        _kind(),
        sa.UniqueConstraint("assembly_id", "kind"),
    )


def _extension(tables: sa.MetaData) -> sa.Table:
    return sa.Table(
        "term_extension",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("term_id", sa.ForeignKey("term.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("extended_to", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("document", sa.String(300), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("granted_role", sa.String(40)),
        sa.CheckConstraint(sa.column("granted_role").in_(ROLES), name="granted_role"),
        sa.CheckConstraint("reason <> ''", name="extension_has_reason"),
    )
