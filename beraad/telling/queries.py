"""What pages ask: whom a message would reach and how, what became of it, and what is still to be done by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, exists, func, or_, select

from beraad import days
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.extensions import db
from beraad.mail.models import Delivery, MailState, OutboxMessage
from beraad.telling import audiences, bundles, composing, people
from beraad.telling.audiences import Audience
from beraad.telling.models import Bundle, BundleId, BundleState, Message, MessageId, MessageState, Recipient
from beraad.telling.people import Addressee, Person
from beraad.telling.ways import ContactBy
from beraad.web.i18n import dutch

#: people that are looked up at once
CHUNK = 1000
#: the states of mail, and what a service reported, that say that it did not arrive
LOST = or_(
    OutboxMessage.state == MailState.FAILED,
    OutboxMessage.delivery.in_((Delivery.REFUSED, Delivery.UNREACHED, Delivery.BROKEN)),
)


@dataclass(frozen=True)
class Preview:
    """Whom a draft reaches when it is sent now."""

    #: the way, None for people who can't be reached, and how many
    by_way: Mapping[ContactBy | None, int]
    #: how many of them heard something today, and get this tomorrow
    tomorrow: int

    @property
    def people(self) -> int:
        return sum(self.by_way.values())

    @property
    def unreachable(self) -> int:
        return self.by_way.get(None, 0)


@dataclass(frozen=True)
class Outcome:
    """How many people get a message by one way and are in one state."""

    way: ContactBy | None
    state: BundleState
    people: int
    mail_state: MailState | None = None
    delivery: Delivery | None = None

    @property
    def words(self) -> str:
        """What became of it: what was reported, what the outbox says, or where the bundle is."""
        return str((self.delivery or self.mail_state or self.state).label)


@dataclass(frozen=True)
class Task:
    """A bundle that somebody has to bring to one person, or that did not reach them."""

    id: BundleId
    person: Person
    text: composing.Text
    is_done: bool

    @property
    def name(self) -> str:
        return self.person.name or self.person.reference

    @property
    def why(self) -> str:
        """Why it did not reach them."""
        if self.person.way is None:
            return str(_("Geen adres en geen nummer"))
        return str(_("Kwam niet aan: %(address)s", address=self.person.address))


def message(assembly: Assembly, message_id: MessageId) -> Message:
    """Returns the message, or 404."""
    message: Message = db.first_or_404(
        select(Message).where(Message.id == message_id, Message.assembly_id == assembly.id)
    )
    return message


def bundle(assembly: Assembly, bundle_id: BundleId) -> Bundle:
    """Returns a bundle with something of this burgerberaad in it, or 404."""
    bundle: Bundle = db.first_or_404(select(Bundle).where(Bundle.id == bundle_id, _has_news_of(assembly.id)))
    return bundle


def of_occasion(occasion: str) -> Message | None:
    """The message of this occasion, or None while nobody has been told of it."""
    return db.session.scalar(select(Message).where(Message.occasion == occasion))


def preview(assembly: Assembly, audience: Audience, is_urgent: bool) -> Preview:
    """Whom a message to this audience would reach now."""
    ways: Counter[ContactBy | None] = Counter()
    later = 0
    for chunk in _chunks(audience):
        reached = people.resolve(chunk)
        ways.update(person.way for person in reached.values())
        later += 0 if is_urgent else _told_today(chunk)
    order = [*ContactBy, None]
    return Preview({way: ways[way] for way in order if way is not None or ways[way]}, later)


def example(message: Message) -> composing.Text:
    """The message as somebody who is made up would read it."""
    somebody = Person(Addressee(), dutch(_l("Voorbeeldinwoner")), ContactBy.EMAIL, reference="p000000")
    return composing.bundled([message], somebody)


def outcomes(message_id: MessageId) -> list[Outcome]:
    """What became of a message, by way and state."""
    grouped = (Bundle.way, Bundle.state, OutboxMessage.state, OutboxMessage.delivery)
    rows = (
        select(*grouped, func.count())
        .select_from(Recipient)
        .join(Bundle, Bundle.id == Recipient.bundle_id)
        .outerjoin(OutboxMessage, OutboxMessage.id == Bundle.outbox_message_id)
        .where(Recipient.message_id == message_id)
        .group_by(*grouped)
    )
    ways = [*ContactBy, None]
    outcomes = [
        Outcome(way, state, count, *((mail, delivery) if state is BundleState.QUEUED else (None, None)))
        for way, state, mail, delivery, count in db.session.execute(rows)
    ]
    return sorted(outcomes, key=lambda row: (ways.index(row.way), row.words))


def counts_by_way(message_id: MessageId) -> dict[str, int]:
    """How many people get a message by each way; `waiting` and `unreachable` for those without one."""
    counts: Counter[str] = Counter()
    for row in outcomes(message_id):
        counts[row.way.name.lower() if row.way else row.state.name.lower()] += row.people
    return dict(counts)


def by_hand(assembly_id: AssemblyId, way: ContactBy) -> Select[Any]:
    """Asks for the letters or calls, done or still to do."""
    states = Bundle.state.in_((BundleState.BY_HAND, BundleState.DONE))
    return select(Bundle).where(Bundle.way == way, states, _has_news_of(assembly_id))


def still_to_do(assembly_id: AssemblyId, way: ContactBy) -> Sequence[Bundle]:
    """Letters or calls that are still to do."""
    mine = select(Bundle).where(Bundle.way == way, Bundle.state == BundleState.BY_HAND, _has_news_of(assembly_id))
    return db.session.scalars(mine.order_by(Bundle.id)).all()


def tasks_of(results: Sequence[Any]) -> list[Task]:
    """The tasks of rows that hold a bundle each."""
    return tasks([row[0] for row in results])


def tasks(bundles_to_do: Sequence[Bundle]) -> list[Task]:
    """The bundles with whom they are for and what they say."""
    inside = bundles.messages_of([row.id for row in bundles_to_do])
    who = {row.id: Addressee(row.registration_id, row.account_id) for row in bundles_to_do}
    known = people.resolve(who.values())
    return [
        Task(row.id, known[who[row.id]], composing.bundled(inside[row.id], known[who[row.id]]), row.state.is_done)
        for row in bundles_to_do
        if who[row.id] in known and row.id in inside
    ]


@dataclass(frozen=True)
class Work:
    """How much is waiting for the griffie."""

    letters: int
    calls: int
    not_reached: int
    drafts: int


def work(assembly_id: AssemblyId) -> Work:
    """How many letters, calls, people that were not reached and drafts a burgerberaad has, in one question."""
    by_hand = select(Bundle.id).where(Bundle.state == BundleState.BY_HAND, _has_news_of(assembly_id))
    drafts = select(Message.id).where(Message.assembly_id == assembly_id, Message.state == MessageState.DRAFT)
    lists = (
        by_hand.where(Bundle.way == ContactBy.POST),
        by_hand.where(Bundle.way == ContactBy.PHONE),
        lost(assembly_id),
        drafts,
    )
    counts = (select(func.count()).select_from(rows.subquery()).scalar_subquery() for rows in lists)
    return Work(*db.session.execute(select(*counts)).one())


def was_lost() -> ColumnElement[bool]:
    """Whether a bundle, joined with its mail, is of somebody who can't be reached or whom mail did not reach."""
    unsent = (Bundle.state == BundleState.UNREACHABLE) & Bundle.registration_id.is_not(None)
    return or_(unsent, (Bundle.state == BundleState.QUEUED) & LOST)


def audience_words(message: Message) -> str:
    """Who gets the message, in words."""
    audience = audiences.find(message.assembly, message.audience) if message.audience else None
    return audience.label if audience else ""


def _chunks(audience: Audience) -> Iterator[list[Addressee]]:
    after = 0
    while chunk := audience.addressees(after, CHUNK):
        yield chunk
        after = chunk[-1].registration_id or chunk[-1].account_id or 0


def _told_today(who: Sequence[Addressee]) -> int:
    """How many of these people have had the bundle of today."""
    theirs = or_(
        Bundle.registration_id.in_([one.registration_id for one in who if one.registration_id is not None]),
        Bundle.account_id.in_([one.account_id for one in who if one.account_id is not None]),
    )
    left = theirs, Bundle.day == days.today(), Bundle.urgency == "", Bundle.state != BundleState.WAITING
    return db.session.scalar(select(func.count()).where(*left)) or 0


def _has_news_of(assembly_id: AssemblyId) -> ColumnElement[bool]:
    inside = select(Recipient.id).join(Message, Message.id == Recipient.message_id)
    return exists(inside.where(Recipient.bundle_id == Bundle.id, Message.assembly_id == assembly_id))


def lost(assembly_id: AssemblyId) -> Select[Any]:
    """Asks for the bundles of people who can't be reached, or whom mail did not reach."""
    mine = select(Bundle).outerjoin(OutboxMessage, OutboxMessage.id == Bundle.outbox_message_id)
    return mine.where(_has_news_of(assembly_id), was_lost())


def told(occasion: str) -> frozenset[int]:
    """Returns the keys of the registrations of those who heard of this occasion."""
    heard = select(Recipient.registration_id).join(Message).where(Message.occasion == occasion)
    return frozenset(db.session.scalars(heard.where(Recipient.registration_id.is_not(None))))
