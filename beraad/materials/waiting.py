"""What waits in the question queue and the library, and what the panel is asked to read."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from beraad.assemblies.models import Phase, Role
from beraad.assemblies.waiting import NOW, OFFICE, SOON, WITHOUT_CLOSED, Kind, found
from beraad.materials.models import Document, Request, RequestStatus, Version
from beraad.meetings.models import Meeting, Status
from beraad.panel.models import Seat, SeatState

#: those who answer the panel and publish what it reads
WRITERS = OFFICE | {Role.OFFICIAL}

_last = select(func.max(Version.number)).where(Version.document_id == Document.id).correlate(Document).scalar_subquery()
_drafts = (
    found(
        Document.assembly_id,
        row_id=Document.id,
        name=Document.title,
        since=Version.made_at,
        until_at=Meeting.starts_at,
    )
    .join(Version, (Version.document_id == Document.id) & (Version.number == _last))
    .outerjoin(Meeting, (Meeting.id == Document.meeting_id) & (Meeting.status == Status.PLANNED))
    .where(Version.published_at.is_(None), Document.withdrawn_at.is_(None))
)
_unassigned = (
    found(Request.assembly_id, count=func.count(), since=func.min(Request.asked_at))
    .where(Request.status == RequestStatus.OPEN)
    .group_by(Request.assembly_id)
)
_assigned = found(
    Request.assembly_id,
    row_id=Request.id,
    number=Request.number,
    since=Request.asked_at,
    until=Request.due_on,
    owner_id=Request.owner_id,
    deputy_id=Request.deputy_id,
).where(Request.status == RequestStatus.ASSIGNED)
_to_read = (
    found(
        Meeting.assembly_id,
        row_id=Meeting.id,
        number=Meeting.number,
        count=func.count(Document.id.distinct()),
        until_at=Meeting.starts_at,
        owner_id=Seat.account_id,
    )
    .join(Document, Document.meeting_id == Meeting.id)
    .join(Version, Version.document_id == Document.id)
    .join(Seat, Seat.assembly_id == Meeting.assembly_id)
    .where(
        Seat.state == SeatState.CONFIRMED,
        Meeting.status == Status.PLANNED,
        Meeting.starts_at > NOW,
        Meeting.starts_at < SOON,
        Version.published_at.is_not(None),
        Document.withdrawn_at.is_(None),
        Document.original_id.is_(None),
    )
    .group_by(Meeting.assembly_id, Meeting.id, Meeting.number, Meeting.starts_at, Seat.account_id)
)

KINDS = (
    Kind(
        "materials.unassigned",
        lambda found: _l("Zeg wie vragen van het panel beantwoordt: %(count)s", count=found.count),
        "materials_requests.overview",
        OFFICE,
        WITHOUT_CLOSED,
        rows=_unassigned,
    ),
    Kind(
        "materials.assigned",
        lambda found: _l("Beantwoord vraag %(number)d van het panel", number=found.number),
        "materials_requests.detail",
        WRITERS,
        WITHOUT_CLOSED,
        lambda found: {"request_id": found.row_id},
        _assigned,
    ),
    Kind(
        "materials.draft",
        lambda found: _l("Publiceer ‘%(title)s’ of trek het in", title=found.name),
        "materials.detail",
        WRITERS,
        WITHOUT_CLOSED,
        lambda found: {"document_id": found.row_id},
        _drafts,
    ),
)

OWN_KINDS = (
    Kind(
        "materials.own_reading",
        lambda found: _l(
            "Lees de stukken voor bijeenkomst %(number)d: %(count)s", number=found.number, count=found.count
        ),
        "materials_panel.overview",
        frozenset({Role.PANELLIST}),
        frozenset({Phase.LOTTERY, Phase.MEETINGS}),
        rows=_to_read,
    ),
)
