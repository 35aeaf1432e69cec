"""Decisions to go on or not in the preparation, and the decharge with a new owner for each open item."""

import sqlalchemy as sa
from alembic import op

revision = "0051_deciding"
down_revision = "0050_pool"
branch_labels = None
depends_on = None

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
MOMENT = sa.DateTime(timezone=True)
ROLES = (
    *("beheerder", "griffie", "organisator", "gespreksleider", "ambtenaar", "bestuur", "raadslid", "waarnemer"),
    "panellid",
)


def upgrade() -> None:
    tables = sa.MetaData(naming_convention=NAMES)
    for name in ("assembly", "account"):
        sa.Table(name, tables, sa.Column("id", sa.Integer, primary_key=True))
    tables.create_all(op.get_bind(), [_decision(tables), _decharge(tables)], checkfirst=False)


def downgrade() -> None:
    op.drop_table("decharge")
    op.drop_table("gate_decision")


def _decision(tables: sa.MetaData) -> sa.Table:
    return sa.Table(
        "gate_decision",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("is_go", sa.Boolean, nullable=False),
        sa.Column("checks", sa.JSON, nullable=False),
        sa.Column("ground", sa.String(40)),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("initiator", sa.String(200), nullable=False),
        sa.Column("legal_basis", sa.String(300), nullable=False),
        sa.Column("body", sa.String(200), nullable=False),
        sa.Column("document", sa.String(300), nullable=False),
        sa.Column("decided_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("recorded_role", sa.String(40)),
        sa.Column("published_at", MOMENT),
        sa.CheckConstraint(sa.column("step").in_(("verkennen", "opdracht", "ontwerp")), name="step"),
        sa.CheckConstraint(sa.column("ground").in_(("voorgeschreven", "crisis", "besloten", "anders")), name="ground"),
        sa.CheckConstraint(sa.column("recorded_role").in_(ROLES), name="recorded_role"),
        sa.CheckConstraint("is_go = (ground IS NULL)", name="ground_of_a_no"),
        sa.CheckConstraint("reason <> ''", name="decided_with_a_reason"),
        sa.CheckConstraint("published_at IS NULL OR ground IS NOT NULL", name="published_no"),
    )


def _decharge(tables: sa.MetaData) -> sa.Table:
    return sa.Table(
        "decharge",
        tables,
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("granted_by", sa.String(200), nullable=False),
        sa.Column("document", sa.String(300), nullable=False),
        sa.Column("granted_on", sa.Date, nullable=False),
        sa.Column("lessons", sa.Text, nullable=False),
        sa.Column("archive", sa.String(300), nullable=False),
        sa.Column("items", sa.JSON, nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
    )
