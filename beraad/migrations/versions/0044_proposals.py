"""How a recommendation came about: versions, amendments, remarks of others, and what it grew from."""

import sqlalchemy as sa
from alembic import op

revision = "0044_proposals"
down_revision = "0043_votes"
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
WRITERS = "written_by IN ('panellid', 'tafel', 'organisator')"
WORDS = (
    *("title", "text", "plain_text", "intent", "rationale"),
    *("theme", "horizon", "indicator", "addressee", "portfolio"),
)


def tables() -> list[sa.Table]:
    made = sa.MetaData(naming_convention=NAMES)
    for name in ("recommendation", "account", "meeting"):
        sa.Table(name, made, sa.Column("id", sa.Integer, primary_key=True))
    return [version_table(made), amendment_table(made), remark_table(made), origin_table(made)]


def version_table(made: sa.MetaData) -> sa.Table:
    return sa.Table(
        "recommendation_version",
        made,
        sa.Column("recommendation_id", sa.ForeignKey("recommendation.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("written_by", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.CheckConstraint(WRITERS, name="writtenby"),
        sa.CheckConstraint("version > 0", name="counted_from_one"),
    )


def amendment_table(made: sa.MetaData) -> sa.Table:
    return sa.Table(
        "amendment",
        made,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("recommendation_id", sa.ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("number", "version")),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("before", "after", "why")),
        sa.Column("written_by", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.UniqueConstraint("recommendation_id", "number"),
        sa.CheckConstraint(WRITERS, name="writtenby"),
        sa.CheckConstraint(
            "state IN ('open', 'overgenomen', 'niet_overgenomen', 'achterhaald')", name="amendmentstate"
        ),
        sa.CheckConstraint("before <> after", name="changes_something"),
    )


def remark_table(made: sa.MetaData) -> sa.Table:
    return sa.Table(
        "proposal_remark",
        made,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "recommendation_id", sa.ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("remarker", sa.String(40), nullable=False),
        sa.Column("capacity", sa.String(200), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("text", "help_needed")),
        sa.Column("written_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.CheckConstraint("remarker IN ('ambtenaar', 'deskundige', 'panel')", name="remarker"),
        sa.CheckConstraint("remarker = 'panel' OR capacity <> ''", name="function_is_said"),
        sa.CheckConstraint("remarker <> 'panel' OR written_by_id IS NULL", name="panel_without_names"),
    )


def origin_table(made: sa.MetaData) -> sa.Table:
    return sa.Table(
        "proposal_origin",
        made,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "recommendation_id", sa.ForeignKey("recommendation.id", ondelete="CASCADE"), nullable=False, index=True
        ),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("proposal_id", sa.ForeignKey("recommendation.id", ondelete="CASCADE"), index=True),
        sa.Column("meeting_id", sa.ForeignKey("meeting.id", ondelete="SET NULL")),
        sa.CheckConstraint("kind IN ('aantekening', 'vraag', 'stuk', 'voorstel')", name="originkind"),
        sa.CheckConstraint("(kind = 'voorstel') = (proposal_id IS NOT NULL)", name="proposal_is_named"),
        sa.CheckConstraint("kind = 'voorstel' OR title <> ''", name="other_has_title"),
        sa.CheckConstraint("proposal_id <> recommendation_id", name="from_another"),
    )


def upgrade() -> None:
    made = tables()
    made[0].metadata.create_all(op.get_bind(), made, checkfirst=False)
    rows = op.get_bind().execute(
        sa.text(f"SELECT id, created_at, {', '.join(WORDS)} FROM recommendation").columns(created_at=MOMENT)  # noqa: S608
    )
    versions = [
        {
            "recommendation_id": row.id,
            "version": 1,
            "words": {name: getattr(row, name) for name in WORDS},
            "written_by": "organisator",
            "reason": "",
            "written_at": row.created_at,
        }
        for row in rows
    ]
    if versions:
        op.get_bind().execute(sa.insert(made[0]), versions)


def downgrade() -> None:
    for table in reversed(tables()):
        op.drop_table(table.name)
