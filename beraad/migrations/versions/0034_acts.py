"""Acts of weight that wait for a second official, with the fingerprint of the page that the first one saw."""

import sqlalchemy as sa
from alembic import op

revision = "0034_acts"
down_revision = "0033_waiting"
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
IS_OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    tables = sa.MetaData(naming_convention=NAMES)
    for name in ("assembly", "account"):
        sa.Table(name, tables, sa.Column("id", sa.Integer, primary_key=True))
    proposal = sa.Table(
        "act_proposal",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("act", sa.String(60), nullable=False),
        sa.Column("subject", sa.String(120), nullable=False),
        sa.Column("shown", sa.JSON, nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("proposed_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("proposed_at", MOMENT, nullable=False),
        sa.Column("approved_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("ended_at", MOMENT),
        sa.Index("ix_act_proposal_open", "act", "subject", unique=True, sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        sa.CheckConstraint("state IN ('open', 'goedgekeurd', 'ingetrokken', 'vervangen')", name="proposalstate"),
        sa.CheckConstraint("approved_by_id IS NULL OR approved_by_id <> proposed_by_id", name="four_eyes"),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_at_a_moment"),
        sa.CheckConstraint("approved_by_id IS NULL OR state = 'goedgekeurd'", name="approved_by_somebody"),
    )
    tables.create_all(op.get_bind(), [proposal], checkfirst=False)


def downgrade() -> None:
    op.drop_table("act_proposal")
