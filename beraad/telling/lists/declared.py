"""The lists of messages, and of what they leave to do by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from sqlalchemy import exists, func, or_, select

from beraad.assemblies.models import Assembly
from beraad.telling import people, queries
from beraad.telling.models import Bundle, BundleState, Message, MessageId, MessageState, Recipient
from beraad.telling.queries import Task
from beraad.telling.ways import ContactBy
from beraad.web.lists.declared import Column, Listing, choices, yes_no


@dataclass(frozen=True)
class MessageRow:
    """A message in the list."""

    id: MessageId
    subject: str
    state: MessageState
    is_event: bool
    created_at: datetime
    sent_at: datetime | None
    people: int


def messages(assembly: Assembly) -> Listing[MessageRow]:
    """The messages of a burgerberaad, written ones and events, newest first; not what only colleagues hear."""
    reached = select(func.count()).where(Recipient.message_id == Message.id).scalar_subquery()
    to_resident = exists().where(Recipient.message_id == Message.id, Recipient.registration_id.is_not(None))
    is_event = Message.occasion.is_not(None)
    columns = (Message.id, Message.subject, Message.state, is_event, Message.created_at, Message.sent_at, reached)
    return Listing(
        endpoint="telling.overview",
        name="berichten",
        rows=select(*columns).where(Message.assembly_id == assembly.id, or_(Message.audience != "", to_resident)),
        made=lambda results: [MessageRow(*row) for row in results],
        usual=(Message.id.desc(),),
        usual_label=_l("Nieuwste eerst"),
        columns=[
            Column("onderwerp", _l("Onderwerp"), lambda row: row.subject, Message.subject),
            Column("soort", _l("Soort"), lambda row: _l("Vanzelf") if row.is_event else _l("Geschreven"), is_event),
            Column("stand", _l("Stand"), lambda row: row.state, Message.state),
            Column("mensen", _l("Mensen"), lambda row: row.people, reached, is_figure=True),
            Column("verstuurd", _l("Verstuurd op"), lambda row: row.sent_at, Message.sent_at),
        ],
        filters=[
            choices("stand", _l("Stand"), MessageState, lambda state: Message.state == state),
            yes_no("vanzelf", _l("Vanzelf verstuurd"), is_event, Message.occasion.is_(None)),
        ],
        search=(Message.subject, Message.body),
        search_label=_l("onderwerp of tekst"),
        to_do=Message.state == MessageState.DRAFT,
        empty=_l("Er zijn nog geen berichten."),
    )


def letters(assembly: Assembly) -> Listing[Task]:
    """The letters to post, those still to do first."""
    address = Column[Task]("adres", _l("Adres"), lambda task: ", ".join(filter(None, task.person.envelope)))
    return _by_hand(assembly, ContactBy.POST, "telling_lists.letters", "post", address)


def calls(assembly: Assembly) -> Listing[Task]:
    """The people to call, those still to do first."""
    phone = Column[Task]("telefoon", _l("Telefoon"), lambda task: task.person.phone)
    return _by_hand(assembly, ContactBy.PHONE, "telling_lists.calls", "bellijst", phone)


def not_reached(assembly: Assembly) -> Listing[Task]:
    """People who can't be reached, or whom mail did not reach."""
    name, reference, subject, _state = _columns()
    return Listing(
        endpoint="telling_lists.not_reached",
        name="niet-bereikt",
        rows=queries.lost(assembly.id),
        made=queries.tasks_of,
        usual=(Bundle.id,),
        usual_label=_l("Oudste eerst"),
        columns=[
            name,
            reference,
            subject,
            Column("waarom", _l("Waarom"), lambda task: task.why),
            Column("doen", _l("Wat u kunt doen")),
        ],
        filters=[
            yes_no("manier", _l("Adres of nummer bekend"), Bundle.way.is_not(None), Bundle.way.is_(None)),
        ],
        search=(people.text_of(Bundle.registration_id, Bundle.account_id),),
        search_label=_l("naam, kenmerk, woonplaats of telefoon"),
        empty=_l("Iedereen is bereikt."),
    )


def _by_hand(assembly: Assembly, way: ContactBy, endpoint: str, name: str, address: Column[Task]) -> Listing[Task]:
    who, reference, subject, state = _columns()
    is_done = Bundle.state == BundleState.DONE
    return Listing(
        endpoint=endpoint,
        name=name,
        rows=queries.by_hand(assembly.id, way),
        made=queries.tasks_of,
        usual=(Bundle.done_at.is_not(None), Bundle.id),
        usual_label=_l("Wat nog te doen is eerst"),
        columns=[who, reference, address, subject, state],
        filters=[yes_no("gedaan", _l("Gedaan"), is_done, ~is_done)],
        search=(people.text_of(Bundle.registration_id, Bundle.account_id),),
        search_label=_l("naam, kenmerk, woonplaats of telefoon"),
        to_do=~is_done,
    )


def _columns() -> tuple[Column[Task], Column[Task], Column[Task], Column[Task]]:
    """Name, reference, message and state of a task."""
    name = people.text_of(Bundle.registration_id, Bundle.account_id)
    return (
        Column("naam", _l("Naam"), lambda task: task.name, name),
        Column("kenmerk", _lp("reference", "Kenmerk"), lambda task: task.person.reference, is_shown=False),
        Column("bericht", _l("Bericht"), lambda task: task.text.subject),
        Column("stand", _l("Stand"), lambda task: _l("Gedaan") if task.is_done else _l("Nog te doen"), Bundle.state),
    )
