"""What people are told: messages with an audience or an event, recipients, and bundles; in place of two tables.

Messages keep their numbers. Of each delivery a recipient is made, with a bundle of its own. On the way down what has
no place in the old tables goes: messages of events, recipients with an account, and who could not be reached.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030_telling"
down_revision = "0029_pair_quota"
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
WAYS = ("e-mail", "post", "telefoon", "sms")
STATES = ("concept", "wordt_verstuurd", "verstuurd")
BUNDLE_STATES = ("wacht", "in_postvak", "met_de_hand", "gedaan", "onbereikbaar")

MESSAGES_UP = """
    INSERT INTO message (id, assembly_id, audience, subject, body, translations, is_urgent, state, written_by_id,
        job_id, created_at, sent_at)
    SELECT id, assembly_id, 'aangemeld', subject, body, '{}', false, state, written_by_id, job_id, created_at, sent_at
    FROM recruitment_message
"""
#: the bundle of a delivery has its id; `urgency` keeps the bundles of one person apart
BUNDLES_UP = """
    INSERT INTO message_bundle (id, assembly_id, registration_id, day, urgency, state, due_at, way, left_at,
        outbox_message_id, done_at, done_by_id)
    SELECT delivery.id, message.assembly_id, delivery.registration_id, date(message.sent_at),
        'message-' || message.id,
        CASE WHEN contact_by IN ('e-mail', 'sms') THEN 'in_postvak' WHEN delivery.done_at IS NULL THEN 'met_de_hand'
            ELSE 'gedaan' END,
        message.sent_at, contact_by, message.sent_at,
        (SELECT outbox_message.id FROM outbox_message WHERE outbox_message.reference =
            'message-' || message.id || '-' || delivery.registration_id),
        CASE WHEN contact_by IN ('e-mail', 'sms') THEN NULL ELSE delivery.done_at END,
        delivery.done_by_id
    FROM recruitment_delivery AS delivery JOIN recruitment_message AS message ON message.id = delivery.message_id
"""
RECIPIENTS_UP = """
    INSERT INTO message_recipient (id, message_id, registration_id, bundle_id)
    SELECT id, message_id, registration_id, id FROM recruitment_delivery
"""
MESSAGES_DOWN = """
    INSERT INTO recruitment_message (id, assembly_id, subject, body, state, written_by_id, job_id, created_at, sent_at)
    SELECT id, assembly_id, subject, body, state, written_by_id, job_id, created_at, sent_at
    FROM message WHERE occasion IS NULL
"""
DELIVERIES_DOWN = """
    INSERT INTO recruitment_delivery (id, message_id, registration_id, contact_by, done_at, done_by_id)
    SELECT recipient.id, recipient.message_id, recipient.registration_id, bundle.way,
        CASE WHEN bundle.state = 'met_de_hand' THEN NULL WHEN bundle.state = 'gedaan' THEN bundle.done_at
            ELSE bundle.left_at END,
        bundle.done_by_id
    FROM message_recipient AS recipient
        JOIN message ON message.id = recipient.message_id
        JOIN message_bundle AS bundle ON bundle.id = recipient.bundle_id
    WHERE message.occasion IS NULL AND recipient.registration_id IS NOT NULL AND bundle.way IS NOT NULL
"""


def upgrade() -> None:
    _create(_new_tables(), "message", "message_bundle", "message_recipient")
    for step in (MESSAGES_UP, BUNDLES_UP, RECIPIENTS_UP):
        op.execute(step)
    _count_on("message", "message_bundle", "message_recipient")
    op.drop_table("recruitment_delivery")
    op.drop_table("recruitment_message")


def downgrade() -> None:
    _create(_old_tables(), "recruitment_message", "recruitment_delivery")
    for step in (MESSAGES_DOWN, DELIVERIES_DOWN):
        op.execute(step)
    _count_on("recruitment_message", "recruitment_delivery")
    for table in ("message_recipient", "message_bundle", "message"):
        op.drop_table(table)


def _create(tables: sa.MetaData, *names: str) -> None:
    tables.create_all(op.get_bind(), [tables.tables[name] for name in names], checkfirst=False)


def _count_on(*tables: str) -> None:
    """Let new rows get numbers above those that were copied; SQLite does so by itself."""
    if op.get_bind().dialect.name == "postgresql":
        for table in tables:
            rows = sa.table(table, sa.column("id"))
            above = sa.select(sa.func.coalesce(sa.func.max(rows.c.id), 0) + 1).scalar_subquery()
            op.get_bind().execute(sa.select(sa.func.setval(f"{table}_id_seq", above, False)))


def _referred() -> sa.MetaData:
    """The tables that ours refer to, as far as a foreign key needs them."""
    tables = sa.MetaData(naming_convention=NAMES)
    for name in ("assembly", "account", "registration", "outbox_message"):
        sa.Table(name, tables, sa.Column("id", sa.Integer, primary_key=True))
    return tables


def _one_of(column: str, *values: str, name: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=name)


def _new_tables() -> sa.MetaData:
    tables = _referred()
    sa.Table(
        "message",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("audience", sa.String(60), nullable=False),
        sa.Column("occasion", sa.String(120), unique=True),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("translations", sa.JSON, nullable=False),
        sa.Column("is_urgent", sa.Boolean, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("written_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("job_id", sa.Integer),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        _one_of("state", *STATES, name="messagestate"),
        sa.CheckConstraint("(state = 'concept') = (sent_at IS NULL)", name="sent_at_a_moment"),
        sa.CheckConstraint("audience <> '' OR occasion IS NOT NULL", name="audience_or_event"),
    )
    sa.Table(
        "message_bundle",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), index=True),
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE")),
        sa.Column("account_id", sa.ForeignKey("account.id", ondelete="CASCADE")),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("urgency", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("way", sa.String(40)),
        sa.Column("left_at", MOMENT),
        sa.Column("outbox_message_id", sa.ForeignKey("outbox_message.id", ondelete="SET NULL"), index=True),
        sa.Column("done_at", MOMENT),
        sa.Column("done_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Index("ix_message_bundle_state_due_at", "state", "due_at"),
        sa.UniqueConstraint("registration_id", "day", "urgency"),
        sa.UniqueConstraint("account_id", "day", "urgency"),
        _one_of("state", *BUNDLE_STATES, name="bundlestate"),
        _one_of("way", *WAYS, name="contactby"),
        sa.CheckConstraint("(registration_id IS NULL) <> (account_id IS NULL)", name="one_person"),
        sa.CheckConstraint("(state = 'wacht') = (left_at IS NULL)", name="left_at_a_moment"),
        sa.CheckConstraint("(state = 'gedaan') = (done_at IS NOT NULL)", name="done_at_a_moment"),
    )
    sa.Table(
        "message_recipient",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("message_id", sa.ForeignKey("message.id", ondelete="CASCADE"), nullable=False),
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), index=True),
        sa.Column("account_id", sa.ForeignKey("account.id", ondelete="CASCADE"), index=True),
        sa.Column("bundle_id", sa.ForeignKey("message_bundle.id", ondelete="CASCADE"), index=True),
        sa.UniqueConstraint("message_id", "registration_id"),
        sa.UniqueConstraint("message_id", "account_id"),
        sa.CheckConstraint("(registration_id IS NULL) <> (account_id IS NULL)", name="one_person"),
    )
    return tables


def _old_tables() -> sa.MetaData:
    tables = _referred()
    sa.Table(
        "recruitment_message",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("assembly_id", sa.ForeignKey("assembly.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("written_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.Column("job_id", sa.Integer),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        _one_of("state", *STATES, name="messagestate"),
        sa.CheckConstraint("(state = 'concept') = (sent_at IS NULL)", name="sent_at_a_moment"),
    )
    sa.Table(
        "recruitment_delivery",
        tables,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("message_id", sa.ForeignKey("recruitment_message.id", ondelete="CASCADE"), nullable=False),
        sa.Column("registration_id", sa.ForeignKey("registration.id", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("contact_by", sa.String(40), nullable=False),
        sa.Column("done_at", MOMENT),
        sa.Column("done_by_id", sa.ForeignKey("account.id", ondelete="SET NULL")),
        sa.UniqueConstraint("message_id", "registration_id"),
        _one_of("contact_by", *WAYS, name="contactby"),
    )
    return tables
