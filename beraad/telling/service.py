"""The verbs: write a message and have it sent by a colleague, tell what happened, answer one person, tick off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from flask_babel import force_locale
from sqlalchemy import select

from beraad.acts import service as acts
from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.mail import service as mail
from beraad.orm import insert_unless_there, now
from beraad.telling import audiences, bundles, composing, people, placeholders, queries
from beraad.telling.composing import Text
from beraad.telling.errors import (
    EmptyAudienceError,
    MessageStateError,
    NoOtherWayError,
    NotToTickError,
    OwnMessageError,
)
from beraad.telling.models import Bundle, BundleState, Message, MessageState
from beraad.telling.people import Addressee, Person
from beraad.telling.ways import ContactBy
from beraad.web.i18n import LANGUAGES, LOCALES, WRITTEN
from beraad.web.visitor import current_account_id

#: the kind of job that sends a message
SEND_JOB = "telling.send"
#: the act of the colleague who looks it over, see `telling.acts`
SEND_KEY = "telling.send"
#: False while history is put in, of which nobody has to hear
_is_news: ContextVar[bool] = ContextVar("is_news", default=True)


@dataclass(frozen=True)
class MessageData:
    """A message as somebody writes it; see the columns of `Message`."""

    audience: str
    subject: str
    body: str
    is_urgent: bool = False


@dataclass(frozen=True)
class Event:
    """Something that happened, of which people hear once."""

    #: what it was, such as `meeting-3-moved-2`: another event has another one
    occasion: str
    #: its words, in the language of the moment: what happened, when, and where to read on
    words: Callable[[], Text]
    #: goes at once: people may act on what is no longer true
    is_urgent: bool = False


@contextmanager
def untold() -> Iterator[None]:
    """What happens inside is history: nobody hears of it."""
    token = _is_news.set(False)
    try:
        yield
    finally:
        _is_news.reset(token)


def write(assembly: Assembly, data: MessageData, message: Message | None = None) -> Message:
    """A new draft, or other words for `message`.

    Raises `UnknownPlaceholderError`, `MessageStateError`, or `EmptyAudienceError` if there is no such audience.
    """
    for text in (data.subject, data.body):
        placeholders.check(text)
    if audiences.find(assembly, data.audience) is None:
        raise EmptyAudienceError
    if message is None:
        message = Message(assembly_id=assembly.id, state=MessageState.DRAFT)
        db.session.add(message)
    _require_draft(message)
    message.audience, message.is_urgent = data.audience, data.is_urgent
    message.subject, message.body, message.written_by_id = data.subject, data.body, current_account_id()
    db.session.flush()
    audit.record("telling.message_written", message, assembly_id=assembly.id)
    return message


def discard(message: Message) -> None:
    """Throw a draft away. Raises `MessageStateError`."""
    _require_draft(message)
    acts.close(message)
    subject, assembly_id = audit.subject_of(Message, message.id), message.assembly_id
    db.session.delete(message)
    db.session.flush()
    audit.record("telling.message_discarded", subject, assembly_id=assembly_id)


def send(message: Message) -> Message:
    """Send a draft to its audience, in the background. See `acts` for who looks it over.

    Raises `OwnMessageError`, `MessageStateError` or `EmptyAudienceError`.
    """
    db.session.refresh(message, with_for_update=True)
    _require_draft(message)
    if message.written_by_id is not None and message.written_by_id == current_account_id():
        raise OwnMessageError
    audience = audiences.find(message.assembly, message.audience)
    if audience is None or not audience.count():
        raise EmptyAudienceError
    message.state, message.sent_at = MessageState.SENDING, now()
    acts.close(message)
    _ask_to_send(message)
    audit.record("telling.message_approved", message, assembly_id=message.assembly_id)
    return message


def tell(assembly: Assembly, event: Event, audience: str = "", addressees: Iterable[Addressee] = ()) -> int:
    """Let an audience, or these people, hear what happened; each once, by their own way, in their own language.

    Returns how many hear of it now: 0 if there is nobody, or if they all have been told of this occasion.
    """
    if not _is_news.get():
        return 0
    if not audience:
        named = list(addressees)
        return _tell_named(assembly, event, named) if named else 0
    whole_audience = audiences.find(assembly, audience)
    people_now = whole_audience.count() if whole_audience is not None else 0
    message = _of_event(assembly, event, audience) if people_now else None
    if message is None:
        return 0
    _ask_to_send(message)
    return people_now


def _tell_named(assembly: Assembly, event: Event, named: list[Addressee]) -> int:
    message = _of_event(assembly, event, "")
    if message is None:  # more people hear of what others have heard
        message = db.session.scalars(select(Message).where(Message.occasion == event.occasion)).one()
    added = bundles.add_recipients(message.id, named)
    if added:
        _ask_to_send(message, f"-{max(added)}")
    return len(added)


def _of_event(assembly: Assembly, event: Event, audience: str) -> Message | None:
    """Returns the new message of this occasion, or None if there is one."""
    subject, body = _in(WRITTEN, event.words)
    return insert_unless_there(
        db.session(),
        Message,
        assembly_id=assembly.id,
        audience=audience,
        occasion=event.occasion,
        subject=subject[:200],
        body=body,
        translations={code: list(_in(code, event.words)) for code in LANGUAGES if code != WRITTEN},
        is_urgent=event.is_urgent,
        state=MessageState.SENDING,
        sent_at=now(),
    )


def answer(assembly: Assembly, person: Person, text: Text, reference: str) -> bool:
    """Tell one person at once what is for them alone, such as a link: in reply to what they or the griffie just did.

    Returns False, and does nothing, for somebody who is not reached by mail or text message.
    """
    if person.way is None or person.way.message_kind is None:
        return False
    with force_locale(LOCALES.get(person.language, LOCALES["nl"])):
        framed = composing.alone(assembly, text, person)
    mail.queue(person.address, framed.subject, framed.body, reference, assembly.id, person.way.message_kind)
    return True


def mark_sent(message: Message) -> None:
    """Everyone has their place in a bundle."""
    message.state = MessageState.SENT
    db.session.flush()
    counts = queries.counts_by_way(message.id)
    audit.record("telling.message_sent", message, assembly_id=message.assembly_id, **counts)


def tick_off(assembly: Assembly, bundle: Bundle) -> Bundle:
    """The letter has been posted, or the call was made; the second time changes nothing. Raises `NotToTickError`."""
    if bundle.state is BundleState.DONE:
        return bundle
    if bundle.state is not BundleState.BY_HAND:
        raise NotToTickError
    bundle.state, bundle.done_at, bundle.done_by_id = BundleState.DONE, now(), current_account_id()
    db.session.flush()
    audit.record("telling.bundle_done", bundle, assembly_id=assembly.id)
    return bundle


def put_on_list(assembly: Assembly, bundle: Bundle) -> Bundle:
    """Post or call what did not arrive, or could not leave. Raises `NoOtherWayError`, or `NotToTickError`."""
    if bundle.state not in (BundleState.QUEUED, BundleState.UNREACHABLE):
        raise NotToTickError
    who = Addressee(bundle.registration_id, bundle.account_id)
    person = people.resolve([who]).get(who)
    if person is None or not (person.envelope[0] or person.phone):
        raise NoOtherWayError
    bundle.way = ContactBy.POST if person.envelope[0] else ContactBy.PHONE
    bundle.state = BundleState.BY_HAND
    db.session.flush()
    audit.record("telling.bundle_listed", bundle, assembly_id=assembly.id, way=bundle.way.value)
    return bundle


def _ask_to_send(message: Message, batch: str = "") -> None:
    subject, payload = audit.subject_of(Message, message.id), {"message": message.id}
    job = jobs.enqueue(SEND_JOB, subject, payload, idempotency_key=f"{subject}{batch}", assembly_id=message.assembly_id)
    message.job_id = job.id
    db.session.flush()


def _in(language: str, words: Callable[[], Text]) -> tuple[str, str]:
    with force_locale(LOCALES[language]):
        text = words()
    return text.subject, text.body


def _require_draft(message: Message) -> None:
    if message.state is not MessageState.DRAFT:
        raise MessageStateError
