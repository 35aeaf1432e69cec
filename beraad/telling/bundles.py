"""Bundles: each person gets at most one a day, and besides it what is urgent.

A message that is not urgent joins the bundle of the day if that has not left yet, and else the bundle of tomorrow
morning. Everything happens in the transaction of a step of a job: a recipient is put in one bundle, and a bundle is
put in the outbox or on a list, once, whenever a worker is killed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update

from beraad import days
from beraad.assemblies.models import AssemblyId
from beraad.bulk import insert_many_unless_there, update_many
from beraad.extensions import db
from beraad.mail import service as mail
from beraad.orm import now
from beraad.telling import composing, people
from beraad.telling.models import Bundle, BundleId, BundleState, Message, MessageId, Recipient
from beraad.telling.people import Addressee, Person

#: how long the bundle of the day waits for more news after an event
GATHERING = timedelta(minutes=30)


def add_recipients(message_id: MessageId, addressees: Iterable[Addressee]) -> list[int]:
    """Let these people get the message; who is on the list already stays there once. Returns the ids of new ones."""
    rows = [{"message_id": message_id, **vars(one)} for one in dict.fromkeys(addressees)]
    return list(insert_many_unless_there(db.session(), Recipient, rows, "id"))


def gather(message: Message, most: int) -> int:
    """Put the next recipients of the message in a bundle. Returns how many."""
    left = select(Recipient.id, Recipient.registration_id, Recipient.account_id)
    left = left.where(Recipient.message_id == message.id, Recipient.bundle_id.is_(None))
    rows = db.session.execute(left.order_by(Recipient.id).limit(most)).all()
    if not rows:
        return 0
    who = {row.id: Addressee(row.registration_id, row.account_id) for row in rows}
    bundle_of = _urgent(message, who.values()) if message.is_urgent else _of_the_day(message, who.values())
    put_in = [{"id": number, "bundle_id": bundle_of[one]} for number, one in who.items()]
    update_many(db.session(), Recipient, put_in)
    return len(rows)


def next_due() -> datetime | None:
    """When the next bundle leaves; None if none waits."""
    return db.session.scalar(
        select(Bundle.due_at).where(Bundle.state == BundleState.WAITING).order_by(Bundle.due_at).limit(1)
    )


def leave(most: int) -> int:
    """Put the next bundles that are due in the outbox, or on the list of letters or calls. Returns how many."""
    columns = select(Bundle.id, Bundle.assembly_id, Bundle.registration_id, Bundle.account_id)
    due = columns.where(Bundle.state == BundleState.WAITING, Bundle.due_at <= now())
    next_due = due.order_by(Bundle.id).limit(most).with_for_update(skip_locked=True)
    rows = [_Due(row.id, row.assembly_id, Addressee(row[2], row[3])) for row in db.session.execute(next_due)]
    people_by_addressee = people.resolve(row.who for row in rows)
    _send_off(rows, people_by_addressee, messages_of([row.id for row in rows]))
    return len(rows)


@dataclass(frozen=True)
class _Due:
    """A bundle that is due."""

    id: BundleId
    assembly_id: AssemblyId | None
    who: Addressee


def _send_off(
    rows: Sequence[_Due], people_by_addressee: Mapping[Addressee, Person], inside: Mapping[BundleId, Sequence[Message]]
) -> None:
    """Write down how each bundle goes; what goes by mail or text message is put in the outbox."""
    letters: dict[int | None, dict[str, mail.Letter]] = defaultdict(dict)
    patterns: dict[tuple[object, ...], composing.Text] = {}
    changes: dict[BundleId, dict[str, Any]] = {}
    bundle_of: dict[str, BundleId] = {}
    for row in rows:
        person, messages = people_by_addressee.get(row.who), inside.get(row.id, ())
        changes[row.id] = _change(row, person if messages else None)
        if person is None or changes[row.id]["state"] is not BundleState.QUEUED:
            continue
        letter = _letter(row, person, messages, patterns)
        letters[row.assembly_id][letter.reference] = letter
        bundle_of[letter.reference] = row.id
    for assembly_id, of_one in letters.items():
        for reference, number in mail.queue_many(list(of_one.values()), assembly_id).items():
            changes[bundle_of[reference]]["outbox_message_id"] = number
    update_many(db.session(), Bundle, list(changes.values()))


def _change(row: _Due, person: Person | None) -> dict[str, Any]:
    """What becomes of a bundle; a text message waits for the morning."""
    way, moment = person.way if person else None, now()
    if way is not None and way.is_text and days.is_quiet(moment):
        waiting = {"due_at": days.end_of_quiet(moment), "state": BundleState.WAITING, "way": None, "left_at": None}
        return {"id": row.id, "outbox_message_id": None, **waiting}
    state = BundleState.UNREACHABLE if way is None else BundleState.BY_HAND if way.is_by_hand else BundleState.QUEUED
    left = {"due_at": moment, "state": state, "way": way, "left_at": moment}
    return {"id": row.id, "outbox_message_id": None, **left}


def _letter(
    row: _Due, person: Person, messages: Sequence[Message], patterns: dict[tuple[object, ...], composing.Text]
) -> mail.Letter:
    """What is mailed. Who reads the same in the same language shares a pattern."""
    assert person.way is not None and person.way.message_kind is not None
    key = (person.language, person.way.is_text, *(message.id for message in messages))
    if key not in patterns:
        patterns[key] = composing.pattern(messages, person.language, person.way.is_text)
    text = composing.filled(patterns[key], person)
    reference = f"bundle-{row.id}-{row.who.reference}"
    return mail.Letter(reference, person.way.message_kind, person.address, text.subject, text.body)


def messages_of(bundle_ids: Sequence[BundleId]) -> Mapping[BundleId, list[Message]]:
    """Bundle → its messages, those of one burgerberaad together, in the order in which they came up."""
    inside: dict[Any, list[Message]] = defaultdict(list)
    rows = select(Recipient.bundle_id, Message).join(Message, Message.id == Recipient.message_id)
    rows = rows.where(Recipient.bundle_id.in_(bundle_ids)).order_by(Message.assembly_id, Message.id)
    for bundle_id, message in db.session.execute(rows):
        inside[bundle_id].append(message)
    return inside


def _urgent(message: Message, who: Iterable[Addressee]) -> dict[Addressee, BundleId]:
    opened = _opened(message, who, days.today(), now(), f"message-{message.id}")
    return {one: bundle_id for one, (bundle_id, _state) in opened.items()}


def _of_the_day(message: Message, who: Iterable[Addressee]) -> dict[Addressee, BundleId]:
    today = days.today()
    due_at = now() if message.occasion is None else now() + GATHERING
    opened = _opened(message, who, today, due_at)
    left = [one for one, (_number, state) in opened.items() if state is not BundleState.WAITING]
    tomorrow = today + timedelta(days=1)
    if left:
        opened |= _opened(message, left, tomorrow, days.morning_of(tomorrow))
    if message.occasion is None:  # somebody sends it now: what was gathered goes along
        joined = [bundle_id for one, (bundle_id, _state) in opened.items() if one not in left]
        sooner = update(Bundle).where(Bundle.id.in_(joined), Bundle.due_at > due_at)
        db.session.execute(sooner.values(due_at=due_at).execution_options(synchronize_session=False))
    return {one: bundle_id for one, (bundle_id, _state) in opened.items()}


def _opened(
    message: Message, who: Iterable[Addressee], day: date, due_at: datetime, urgency: str = ""
) -> dict[Addressee, tuple[BundleId, BundleState]]:
    """The bundles of these people for a day, made where there is none, and held until the commit."""
    addressees = list(who)
    shared = {"day": day, "urgency": urgency, "due_at": due_at}
    rows = [
        {**shared, **vars(one), "assembly_id": None if one.registration_id is None else message.assembly_id}
        for one in addressees
    ]
    insert_many_unless_there(db.session(), Bundle, rows, "id")
    of_addressees = or_(
        Bundle.registration_id.in_([one.registration_id for one in addressees if one.registration_id is not None]),
        Bundle.account_id.in_([one.account_id for one in addressees if one.account_id is not None]),
    )
    columns = select(Bundle.registration_id, Bundle.account_id, Bundle.id, Bundle.state)
    held = columns.where(of_addressees, Bundle.day == day, Bundle.urgency == urgency).with_for_update()
    return {Addressee(row[0], row[1]): (row.id, row.state) for row in db.session.execute(held)}
