"""What telling people leaves for the griffie: letters, calls, people who were not reached, drafts to look over."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, func, select

from beraad.assemblies.waiting import OFFICE, WITHOUT_CLOSED, Kind, found
from beraad.jobs.models import Job, JobState
from beraad.mail.models import OutboxMessage
from beraad.telling.models import Bundle, BundleState, Message, MessageState, Recipient
from beraad.telling.queries import was_lost
from beraad.telling.ways import ContactBy


def _bundles(*which: ColumnElement[bool]) -> Select[Any]:
    """How many bundles with something of a burgerberaad in them are like this."""
    return (
        found(Message.assembly_id, count=func.count(Bundle.id.distinct()), since=func.min(Bundle.left_at))
        .join(Recipient, Recipient.message_id == Message.id)
        .join(Bundle, Bundle.id == Recipient.bundle_id)
        .outerjoin(OutboxMessage, OutboxMessage.id == Bundle.outbox_message_id)
        .where(*which)
        .group_by(Message.assembly_id)
    )


_drafts = found(
    Message.assembly_id,
    row_id=Message.id,
    name=Message.subject,
    since=Message.created_at,
    maker_id=Message.written_by_id,
).where(Message.state == MessageState.DRAFT)
_failed = found(Message.assembly_id, row_id=Message.id, name=Message.subject, since=Message.sent_at).where(
    Message.state == MessageState.SENDING,
    Message.job_id.in_(select(Job.id).where(Job.state == JobState.FAILED)),
)

KINDS = (
    Kind(
        "telling.failed",
        lambda found: _l("Ga verder met het bericht ‘%(subject)s’: het versturen mislukte", subject=found.name),
        "telling.detail",
        OFFICE,
        WITHOUT_CLOSED,
        lambda found: {"message_id": found.row_id},
        _failed,
    ),
    Kind(
        "telling.draft",
        lambda found: _l("Kijk het bericht ‘%(subject)s’ na en verstuur het", subject=found.name),
        "telling.detail",
        OFFICE,
        WITHOUT_CLOSED,
        lambda found: {"message_id": found.row_id},
        _drafts,
        is_told=True,
    ),
    Kind(
        "telling.calls",
        lambda found: _l("Bel mensen die hun bericht per telefoon krijgen: %(count)s", count=found.count),
        "telling_lists.calls",
        OFFICE,
        WITHOUT_CLOSED,
        rows=_bundles(Bundle.state == BundleState.BY_HAND, Bundle.way == ContactBy.PHONE),
    ),
    Kind(
        "telling.letters",
        lambda found: _l("Post de berichten op papier: %(count)s", count=found.count),
        "telling_lists.letters",
        OFFICE,
        WITHOUT_CLOSED,
        rows=_bundles(Bundle.state == BundleState.BY_HAND, Bundle.way == ContactBy.POST),
    ),
    Kind(
        "telling.not_reached",
        lambda found: _l("Bereik mensen die hun bericht niet kregen: %(count)s", count=found.count),
        "telling_lists.not_reached",
        OFFICE,
        WITHOUT_CLOSED,
        rows=_bundles(was_lost()),
    ),
)
