"""Everything that is kept about one person, for a person who asks what is known about them."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select

from beraad.accounts.models import Account, SignInSession
from beraad.allowances.models import PaymentLine, TravelClaim
from beraad.assemblies.models import Assembly, Membership
from beraad.extensions import db
from beraad.lottery.models import Draw, DrawState
from beraad.mail.models import OutboxMessage
from beraad.materials.models import Request
from beraad.meetings.models import Attendance, Meeting
from beraad.panel.models import Seat, SeatEvent
from beraad.panel.needs import bank
from beraad.panel.needs import service as needs
from beraad.privacy import erasing, mailboxes
from beraad.privacy.mailboxes import Owner
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation, Wave
from beraad.recruitment.office import queries as recruitment
from beraad.recruitment.questions import consents, parents, replies, special
from beraad.recruitment.questions import needs as resident_needs
from beraad.recruitment.sign_up.service import person_in
from beraad.telling.models import Bundle, Message, Recipient
from beraad.web import sealing

#: heading → what is kept there; made of what JSON knows
Dossier = dict[str, Any]
#: what is kept of somebody in the register sample
SAMPLE_COLUMNS = (
    *("name", "address_line1", "address_line2", "postcode", "place", "municipality", "district", "birth_year"),
    "stratum",
)


def about(registration: Registration) -> Dossier:
    """Returns all of it, sealed fields opened; moments in UTC."""
    seats = db.session.scalars(select(Seat).where(Seat.registration_id == registration.id).order_by(Seat.id)).all()
    accounts = [seat.account for seat in seats if seat.account is not None]
    addresses = {registration.email, registration.phone, *(account.email for account in accounts)} - {""}
    owner = Owner([registration.id], [seat.id for seat in seats], [account.id for account in accounts], addresses)
    dossier = {
        "burgerberaad": registration.assembly.title,
        "aanmelding": _registration(registration),
        "steekproef": _sample(registration.assembly, registration),
        "brieven": _letters(registration),
        "zetels": [_seat(seat) for seat in seats],
        "accounts": [_account(account) for account in accounts],
        "vragen": _requests(registration.assembly, [account.id for account in accounts]),
        "berichten": _messages(registration.assembly, owner),
        "post_en_telefoon": _deliveries(registration),
        "lotingen": _draws(registration),
    }
    plain: Dossier = _plain(dossier)
    return plain


def _registration(registration: Registration) -> Dossier:
    columns = ("pool_id", "channel", "state", "consented_at", "created_at", "changed_at", "withdrawn_at")
    answers = {answer.feature.name: answer.value.value for answer in registration.answers}
    agreed = [
        {"tekst": consent.text.text, **_columns(consent, ("language", "agreed_at"))}
        for consent in consents.agreed_by(registration.id)
    ]
    return {
        **asdict(person_in(registration)),
        **_columns(registration, columns),
        "antwoorden": {**answers, **_special(registration)},
        "dagen": {day.isoformat(): can for day, can in replies.days_of(registration.id).items()},
        "andere_vragen": dict(recruitment.extra_replies(registration.id)),
        "ouder": _parent(registration),
        "behoeften": asdict(resident_needs.read(registration.id)),
        "toestemming": agreed,
    }


def _parent(registration: Registration) -> Dossier | None:
    """Who agreed that a minor takes part."""
    parent = parents.find(registration.id)
    return _columns(parent, ("name", "phone", "agreed_at")) if parent is not None else None


def _special(registration: Registration) -> Dossier:
    """Name of the special feature → answer."""
    names: dict[int, str] = {feature.id: feature.name for feature in registration.assembly.features}
    return {names[number]: answer for number, answer in special.read(registration.id).items()}


def _sample(assembly: Assembly, registration: Registration) -> list[Dossier]:
    rows = select(RegisterRow).where(RegisterRow.id.in_(erasing.sample_rows(assembly, [registration])))
    return [_columns(row, SAMPLE_COLUMNS) for row in db.session.scalars(rows.order_by(RegisterRow.id))]


def about_sample_row(row: RegisterRow) -> Dossier:
    """Returns all of it, of somebody who is in the register sample alone."""
    letters = _sent(Invitation.register_row_id == row.id)
    title = db.session.get_one(Assembly, row.assembly_id).title
    dossier = {"burgerberaad": title, "steekproef": [_columns(row, SAMPLE_COLUMNS)], "brieven": letters}
    plain: Dossier = _plain(dossier)
    return plain


def _letters(registration: Registration) -> list[Dossier]:
    if registration.invitation_id is None:
        return []
    number = registration.invitation_id
    return _sent(or_(Invitation.id == number, Invitation.reminds_id == number))


def _sent(which: ColumnElement[bool]) -> list[Dossier]:
    sent = select(Wave.number, Wave.sent_at, Invitation.stratum).join(Wave, Wave.id == Invitation.wave_id).where(which)
    rows = db.session.execute(sent.order_by(Wave.number, Invitation.id))
    return [{"ronde": number, "verstuurd": sent_at, "groep": stratum} for number, sent_at, stratum in rows]


def _seat(seat: Seat) -> Dossier:
    history = db.session.scalars(select(SeatEvent).where(SeatEvent.seat_id == seat.id).order_by(SeatEvent.id))
    attended = (
        select(Attendance, Meeting.title)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.seat_id == seat.id)
        .order_by(Meeting.number, Meeting.id)
    )
    return {
        **_columns(seat, ("number", "turn", "state", "asked_at", "asked_by", "told_at", "answer_by")),
        **_columns(seat, ("reminded_at", "answered_at", "wants_allowance")),
        "behoeften": asdict(needs.needs_of(seat)),
        "rekening": asdict(bank.of_seat(seat)),
        "geschiedenis": [
            _columns(event, ("recorded_at", "state", "way", "cause", "happened_on", "reason")) for event in history
        ],
        "aanwezigheid": [_attendance(row, title) for row, title in db.session.execute(attended)],
        "reiskosten": _of_meetings(seat, TravelClaim, ("kind", "kilometres", "cents", "claimed_at")),
        "betalingen": _of_meetings(seat, PaymentLine, ("kind", "cents")),
    }


def _of_meetings(seat: Seat, table: Any, columns: Sequence[str]) -> list[Dossier]:
    """Rows about one seat and one meeting."""
    rows = select(table, Meeting.title).join(Meeting, Meeting.id == table.meeting_id).where(table.seat_id == seat.id)
    ordered = db.session.execute(rows.order_by(Meeting.number, table.id))
    return [{"bijeenkomst": title, **_columns(row, columns)} for row, title in ordered]


def _attendance(row: Attendance, title: str) -> Dossier:
    reason = "" if row.sealed_reason is None else sealing.unseal(row.sealed_reason, row.row)
    return {"bijeenkomst": title, **_columns(row, ("presence", "noted_at")), "reden": reason}


def _account(account: Account) -> Dossier:
    mine = select(Assembly.title, Membership.role).join(Assembly).where(Membership.account_id == account.id)
    roles = db.session.execute(mine.order_by(Assembly.id, Membership.id))
    sessions = select(func.count()).where(SignInSession.account_id == account.id)
    return {
        **_columns(account, ("email", "name", "created_at")),
        "rollen": [{"burgerberaad": title, "rol": role} for title, role in roles],
        "ingelogde_browsers": db.session.scalar(sessions),
    }


def _requests(assembly: Assembly, accounts: Sequence[int]) -> list[Dossier]:
    requests = select(Request).where(Request.assembly_id == assembly.id, Request.asked_by_id.in_(accounts))
    columns = ("number", "kind", "text", "asked_at", "status", "answer")
    return [_columns(request, columns) for request in db.session.scalars(requests.order_by(Request.number))]


def _messages(assembly: Assembly, owner: Owner) -> list[Dossier]:
    sent = select(OutboxMessage).where(OutboxMessage.id.in_(mailboxes.messages(assembly, owner)))
    return [
        {
            **_columns(message, ("reference", "recipient", "subject", "state", "created_at", "sent_at")),
            "tekst": sealing.unseal(message.sealed_body, f"mail:{message.reference}"),
        }
        for message in db.session.scalars(sent.order_by(OutboxMessage.id))
    ]


def _deliveries(registration: Registration) -> list[Dossier]:
    """What this person was told, and how; letters and calls as they were ticked off."""
    messages = select(Bundle, Message.subject).join(Recipient, Recipient.bundle_id == Bundle.id)
    messages = messages.join(Message, Message.id == Recipient.message_id)
    deliveries = messages.where(Recipient.registration_id == registration.id).order_by(Recipient.id)
    rows = db.session.execute(deliveries)
    return [{"onderwerp": subject, **_columns(row, ("way", "state", "left_at", "done_at"))} for row, subject in rows]


def _draws(registration: Registration) -> list[Dossier]:
    """The draws of this burgerberaad; the pool id above is the person's name in their files."""
    held = select(Draw).where(Draw.assembly_id == registration.assembly_id, Draw.state == DrawState.DRAWN)
    return [_columns(draw, ("number", "kind", "concluded_at")) for draw in db.session.scalars(held.order_by(Draw.id))]


def _columns(row: Any, names: Sequence[str]) -> Dossier:
    return {name: getattr(row, name) for name in names}


def _plain(value: Any) -> Any:
    """Returns `value` as JSON-serialisable types."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, enum.Enum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value
