"""What one person may ask: to see everything about them, and to have it erased."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from beraad.assemblies.models import Assembly, Membership, Role
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.lottery.models import Draw, DrawFile
from beraad.panel import service as panel
from beraad.panel.models import HOLDING, AnsweredBy, Seat, SeatState
from beraad.privacy import certificates, dossiers, erasing, retention
from beraad.privacy.errors import LettersUnderWayError, RequestRefusedError, SampleWaitingError
from beraad.privacy.models import DeletionCertificate
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import ImportState, RegisterImport, RegisterRow
from beraad.recruitment.models.waves import Invitation, Wave, WaveState
from beraad.recruitment.register import waiting_files
from beraad.recruitment.signals import announce_pool_change
from beraad.web import edge


@dataclass(frozen=True)
class Consequences:
    """What erasing would mean, for the page that asks whether it should be done."""

    #: the person holds a seat and leaves it
    leaves_seat: bool
    #: the account stays, because the person has other roles
    keeps_account: bool
    #: the pool id stays in the files of a draw
    stays_in_draw: bool
    #: why it can't be done now, if so
    refusal: RequestRefusedError | None


def consequences(registration: Registration) -> Consequences:
    """Returns what erasing this person would mean."""
    seats = _seats(registration)
    frozen = select(DrawFile.id).join(Draw).where(Draw.assembly_id == registration.assembly_id).limit(1)
    return Consequences(
        leaves_seat=any(seat.state in HOLDING for seat in seats),
        keeps_account=any(seat.account_id is not None and _has_other_roles(seat) for seat in seats),
        stays_in_draw=db.session.scalar(frozen) is not None,
        refusal=_refusal(registration),
    )


def export(registration: Registration) -> dossiers.Dossier:
    """Returns everything about this person. That it was given out goes into the log."""
    dossier = dossiers.about(registration)
    audit.record("privacy.access_given", registration, assembly_id=registration.assembly_id)
    return dossier


def erase(registration: Registration) -> DeletionCertificate:
    """Delete everything about this person; a seat that they hold becomes free. Raises RequestRefusedError."""
    refusal = _refusal(registration)
    if refusal is not None:
        raise refusal
    assembly = registration.assembly
    edge.one_at_a_time(retention.DELETING_LOCK)
    erasing.keep_out(assembly, [registration, *_sampled(assembly, registration)])
    for seat in _seats(registration):
        _leave(seat)
    counts = erasing.erase_people(assembly, [registration])
    assembly_id = assembly.id
    announce_pool_change(assembly.id)
    counts["waiting_file"] = waiting_files.count(assembly_id)
    certificate = certificates.of_request(assembly, counts)
    edge.after_commit(lambda: waiting_files.forget_all(assembly_id))
    edge.after_commit(retention.scrub)
    return certificate


def _leave(seat: Seat) -> None:
    if seat.state is SeatState.CONFIRMED:
        panel.drop_out(seat, AnsweredBy.OFFICE)
    elif seat.state in HOLDING:
        panel.decline(seat, AnsweredBy.OFFICE)


def export_sample_row(row: RegisterRow) -> dossiers.Dossier:
    """Returns everything about somebody in the register sample alone. That it was given out goes into the log."""
    audit.record("privacy.access_given", row, assembly_id=row.assembly_id)
    return dossiers.about_sample_row(row)


def erase_sample_row(assembly: Assembly, row: RegisterRow) -> DeletionCertificate:
    """Take somebody out of the register sample, for good. Raises RequestRefusedError."""
    refusal = sample_refusal(assembly, [row.id])
    if refusal is not None:
        raise refusal
    edge.one_at_a_time(retention.DELETING_LOCK)
    erasing.keep_out(assembly, [row])
    certificate = certificates.of_request(assembly, {"register_row": erasing.erase_sample_rows([row.id])})
    edge.after_commit(retention.scrub)
    return certificate


def sample_refusal(assembly: Assembly, rows: Collection[int]) -> RequestRefusedError | None:
    """Returns why these rows of the register sample can't be deleted now, or None."""
    unread = select(RegisterImport.id).where(
        RegisterImport.assembly_id == assembly.id,
        RegisterImport.state.in_((ImportState.UPLOADED, ImportState.IMPORTING)),
    )
    if db.session.scalar(unread.limit(1)) is not None:
        return SampleWaitingError()
    unsent = (
        select(Invitation.id)
        .join(Wave, Wave.id == Invitation.wave_id)
        .where(Invitation.register_row_id.in_(rows), Wave.state != WaveState.SENT)
    )
    return LettersUnderWayError() if db.session.scalar(unsent.limit(1)) is not None else None


def _refusal(registration: Registration) -> RequestRefusedError | None:
    return sample_refusal(registration.assembly, erasing.sample_rows(registration.assembly, [registration]))


def _sampled(assembly: Assembly, registration: Registration) -> Sequence[RegisterRow]:
    rows = erasing.sample_rows(assembly, [registration])
    return db.session.scalars(select(RegisterRow).where(RegisterRow.id.in_(rows))).all()


def _seats(registration: Registration) -> Sequence[Seat]:
    return db.session.scalars(select(Seat).where(Seat.registration_id == registration.id).order_by(Seat.id)).all()


def _has_other_roles(seat: Seat) -> bool:
    elsewhere = or_(Membership.assembly_id != seat.assembly_id, Membership.role != Role.PANELLIST)
    others = select(func.count()).where(Membership.account_id == seat.account_id, elsewhere)
    is_administrator = seat.account is not None and seat.account.is_administrator
    return is_administrator or bool(db.session.scalar(others))
