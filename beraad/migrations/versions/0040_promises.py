"""What the public was promised, version after version, and changes of it that two people decide about."""

from datetime import UTC, date, datetime

import sqlalchemy as sa
from alembic import op

revision = "0040_promises"
down_revision = "0039_letter_sender"
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
TOPICS = (
    *("vraag", "speelruimte", "toezegging", "afwijken", "verwachtingen", "data", "zetels", "verantwoordelijken"),
    *("participatieplan", "overhandiging", "termijnen", "beschrijving", "contact", "pagina"),
)
ROLES = (
    *("beheerder", "griffie", "organisator", "gespreksleider", "ambtenaar", "bestuur", "raadslid", "waarnemer"),
    "panellid",
)
#: topic → columns of `assembly` that a page shows
FIELDS = {
    "vraag": ("question",),
    "toezegging": ("commitment", "commitment_by", "commitment_on", "commitment_document"),
    "afwijken": ("criteria",),
    "verwachtingen": ("expectations",),
    "data": ("sign_up_opens", "sign_up_closes", "draw_on", "starts_on", "ends_on", "advice_on", "decision_on"),
    "zetels": ("seats",),
    "verantwoordelijken": ("commissioner", "organiser"),
    "beschrijving": ("title", "summary", "background"),
    "contact": ("contact_name", "contact_email", "contact_phone"),
    "pagina": ("is_public",),
}
PARTS = ("occasion", "goal", "participants", "resources", "decision_making", "feedback", "evaluation")


def upgrade() -> None:
    with op.batch_alter_table("assembly") as table:
        table.add_column(sa.Column("commitment_document", sa.String(300), nullable=False, server_default=""))
        table.add_column(sa.Column("criteria", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("edition", sa.Integer, nullable=False, server_default="0"))
    with op.batch_alter_table("assembly") as table:
        for name in ("commitment_document", "criteria", "edition"):
            table.alter_column(name, server_default=None)
    tables = sa.MetaData(naming_convention=NAMES)
    for name in ("assembly", "account"):
        sa.Table(name, tables, sa.Column("id", sa.Integer, primary_key=True))
    change, version = _change(tables), _version(tables)
    tables.create_all(op.get_bind(), [change, version], checkfirst=False)
    _keep_what_is_public(version)


def downgrade() -> None:
    op.drop_table("promise_version")
    op.drop_table("promise_change")
    with op.batch_alter_table("assembly") as table:
        for name in ("edition", "criteria", "commitment_document"):
            table.drop_column(name)


def _account(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.ForeignKey("account.id", ondelete="SET NULL"))


def _change(tables: sa.MetaData) -> sa.Table:
    return sa.Table(
        "promise_change",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("values", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("body", sa.String(200), nullable=False),
        sa.Column("document", sa.String(300), nullable=False),
        sa.Column("decided_on", sa.Date),
        sa.Column("is_correction", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        _account("asked_by_id"),
        sa.Column("asked_role", sa.String(40)),
        sa.Column("asked_at", MOMENT, nullable=False),
        _account("approved_by_id"),
        sa.Column("approved_role", sa.String(40)),
        sa.Column("settled_at", MOMENT),
        sa.CheckConstraint(sa.column("state").in_(("open", "doorgevoerd", "vervallen")), name="changestate"),
        sa.CheckConstraint(sa.column("asked_role").in_(ROLES), name="asked_role"),
        sa.CheckConstraint(sa.column("approved_role").in_(ROLES), name="approved_role"),
        sa.CheckConstraint("(state = 'open') = (settled_at IS NULL)", name="settled_at_a_moment"),
        sa.CheckConstraint("state <> 'doorgevoerd' OR reason <> ''", name="made_with_a_reason"),
        sa.CheckConstraint("approved_by_id <> asked_by_id", name="four_eyes"),
    )


def _version(tables: sa.MetaData) -> sa.Table:
    return sa.Table(
        "promise_version",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("values", sa.JSON, nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        _account("written_by_id"),
        sa.Column("written_role", sa.String(40)),
        sa.Column("change_id", sa.ForeignKey("promise_change.id", ondelete="SET NULL"), index=True),
        sa.CheckConstraint(sa.column("topic").in_(TOPICS), name="topic"),
        sa.CheckConstraint(sa.column("written_role").in_(ROLES), name="written_role"),
        sa.CheckConstraint("version > 0", name="version_positive"),
        sa.UniqueConstraint("assembly_id", "topic", "version"),
        sa.UniqueConstraint("assembly_id", "edition"),
    )


def _keep_what_is_public(version: sa.Table) -> None:
    """What pages show now is the first version: the next change must not be the first thing that is kept."""
    days = ("commitment_on", *FIELDS["data"])
    texts = [name for group in FIELDS.values() for name in group if name not in (*days, "is_public")]
    columns = [sa.column(name, sa.Date) for name in days] + [sa.column(name) for name in ("id", "edition", *texts)]
    assembly = sa.table("assembly", sa.column("is_public", sa.Boolean), *columns)
    bind, moment = op.get_bind(), datetime.now(UTC)
    for row in bind.execute(sa.select(assembly).where(assembly.c.is_public)).mappings().all():
        found = {topic: {name: _plain(row[name]) for name in group} for topic, group in FIELDS.items()}
        found |= {"speelruimte": {"lines": _room(row["id"])}, "participatieplan": _plan(row["id"])}
        kept = [(topic, found[topic]) for topic in TOPICS if any(found.get(topic, {}).values())]
        for edition, (topic, values) in enumerate(kept, start=1):
            bind.execute(
                version.insert().values(
                    {"assembly_id": row["id"], "topic": topic, "version": 1, "edition": edition}
                    | {"values": values, "written_at": moment}
                )
            )
        bind.execute(assembly.update().where(assembly.c.id == row["id"]).values(edition=len(kept)))


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _room(assembly_id: int) -> list[list[str]]:
    item = sa.table("room_item", *map(sa.column, ("assembly_id", "kind", "text", "reason", "position", "id")))
    lines = sa.select(item).where(item.c.assembly_id == assembly_id).order_by(item.c.position, item.c.id)
    kinds = ["staat_vast", "ligt_open", "buiten_bevoegdheid"]
    rows = [[row.kind, row.text, row.reason] for row in op.get_bind().execute(lines)]
    return sorted(rows, key=lambda row: kinds.index(row[0]))


def _plan(assembly_id: int) -> dict[str, object]:
    named = ("assembly_id", "version", "approved_by", *PARTS)
    typed = (sa.column("room", sa.JSON), sa.column("approved_on", sa.Date))
    plan = sa.table("participation_plan", *map(sa.column, named), *typed)
    approved = sa.select(plan).where(plan.c.assembly_id == assembly_id, plan.c.approved_on.is_not(None))
    row = op.get_bind().execute(approved.order_by(plan.c.version.desc()).limit(1)).mappings().first()
    if row is None:
        return {}
    decided = {"approved_by": row["approved_by"], "approved_on": _plain(row["approved_on"])}
    return {"version": row["version"], **{name: row[name] for name in PARTS}, "lines": row["room"], **decided}
