"""Everything about some people deleted, wherever it is; used when a term has passed and when somebody asks for it.

What stays are the pseudonymous records that make a draw and a payment repeatable: a pool id with the answers that
counted, the seat that pool id had, whether that seat was filled at each meeting and what was paid for it. Nobody can
tell any more who that was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, select, update

from beraad.accounts import jobs as link_jobs
from beraad.accounts import service as accounts
from beraad.accounts.models import Account
from beraad.allowances.models import TravelClaim
from beraad.assemblies.models import Assembly, Membership, Role
from beraad.extensions import db
from beraad.jobs.models import UNFINISHED, Job
from beraad.mail import service as mail
from beraad.mail.models import OutboxMessage
from beraad.materials.models import Request
from beraad.meetings.models import Attendance
from beraad.orm import rows_changed
from beraad.panel.models import Seat, SeatEvent
from beraad.privacy import mailboxes
from beraad.privacy.mailboxes import Owner
from beraad.recruitment.addresses import plain
from beraad.recruitment.models.registration import Registration
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.register import kept_out


def erase_people(assembly: Assembly, people: Sequence[Registration]) -> Counter[str]:
    """Delete what is known about `people`, who signed up for `assembly`; returns table → rows deleted or emptied."""
    numbers = [person.id for person in people]
    seats = db.session.scalars(select(Seat).where(Seat.registration_id.in_(numbers))).all()
    held = [seat.account_id for seat in seats if seat.account_id is not None]
    members = db.session.scalars(select(Account).where(Account.id.in_(held)).order_by(Account.id)).all()
    emails = {person.email for person in people if person.email} | {account.email for account in members}
    owner = Owner(numbers, [seat.id for seat in seats], held, emails)
    counts = Counter(
        outbox_message=mail.wipe(OutboxMessage.id.in_(mailboxes.messages(assembly, owner))),
        register_row=_erase_sample_rows(assembly, people),
        attendance=forget_reasons([seat.id for seat in seats]),
        travel_claim=forget_claims([seat.id for seat in seats]),
        seat=_empty_seats(seats),
        knowledge_request=_forget_who_asked(assembly, held),
        account=sum(_take_role_away(assembly, account) for account in members),
        job=_forget_links_asked_for(),
        registration=len(numbers),
    )
    db.session.execute(delete(Registration).where(Registration.id.in_(numbers)))
    db.session.expire_all()
    return counts


def _erase_sample_rows(assembly: Assembly, people: Sequence[Registration]) -> int:
    """Their rows of the register sample: those of their letters, and those at their address with their name."""
    return erase_sample_rows(sample_rows(assembly, people))


def sample_rows(assembly: Assembly, people: Sequence[Registration]) -> set[int]:
    """Returns the keys of the rows of the register sample that are about `people`."""
    letters = [person.invitation_id for person in people if person.invitation_id is not None]
    written_to = select(Invitation.register_row_id).where(Invitation.id.in_(letters))
    by_letter = {row_id for row_id in db.session.scalars(written_to) if row_id is not None}
    names = {(person.household, plain(person.name)) for person in people if person.household and person.name}
    same_house = select(RegisterRow.id, RegisterRow.household, RegisterRow.name).where(
        RegisterRow.assembly_id == assembly.id, RegisterRow.household.in_({household for household, _ in names})
    )
    return by_letter | {row.id for row in db.session.execute(same_house) if (row.household, plain(row.name)) in names}


def erase_sample_rows(numbers: Iterable[int]) -> int:
    """Delete these rows of the register sample; their letters stay behind without an addressee."""
    ids = list(numbers)
    db.session.execute(update(Invitation).where(Invitation.register_row_id.in_(ids)).values(sealed_code=None))
    return rows_changed(db.session, delete(RegisterRow).where(RegisterRow.id.in_(ids)))


def keep_out(assembly: Assembly, people: Iterable[Registration | RegisterRow]) -> None:
    """Make sure that a later file from the register does not bring these people back."""
    marks = (kept_out.mark(assembly.id, person.name, person.address_line1, person.postcode) for person in people)
    kept_out.add(assembly.id, marks)


def forget_reasons(seats: Sequence[int]) -> int:
    """Forget why the people in these seats were not there; that the seat was empty stays, as the count is public."""
    reasons = Attendance.seat_id.in_(seats), Attendance.sealed_reason.is_not(None)
    return rows_changed(db.session, update(Attendance).where(*reasons).values(sealed_reason=None))


def forget_claims(seats: Sequence[int]) -> int:
    """Forget how far the people in these seats travelled; what was paid stays, as the books of the municipality do."""
    return rows_changed(db.session, delete(TravelClaim).where(TravelClaim.seat_id.in_(seats)))


def _empty_seats(seats: Sequence[Seat]) -> int:
    for seat in seats:
        seat.registration_id = seat.account_id = seat.token_hash = None
        seat.sealed_token = seat.sealed_needs = seat.sealed_bank = seat.wants_allowance = None
    db.session.flush()
    # Lines of the history are never altered by its own domain; the words that people gave are theirs to take back.
    numbers = [seat.id for seat in seats]
    db.session.execute(update(SeatEvent).where(SeatEvent.seat_id.in_(numbers)).values(reason="", cause=None))
    return len(seats)


def _forget_who_asked(assembly: Assembly, account_ids: Sequence[int]) -> int:
    theirs = Request.assembly_id == assembly.id, Request.asked_by_id.in_(account_ids)
    return rows_changed(db.session, update(Request).where(*theirs).values(asked_by_id=None))


def _take_role_away(assembly: Assembly, account: Account) -> bool:
    """Take the panellist's role away, and delete an account without another role. Returns whether it was deleted.

    Nothing is taken away while another seat is theirs.
    """
    if db.session.scalar(select(Seat.id).where(Seat.account_id == account.id).limit(1)) is not None:
        return False
    as_panellist = (
        Membership.account_id == account.id,
        Membership.assembly_id == assembly.id,
        Membership.role == Role.PANELLIST,
    )
    db.session.execute(delete(Membership).where(*as_panellist))
    elsewhere = select(Membership.id).where(Membership.account_id == account.id).limit(1)
    if account.is_administrator or db.session.scalar(elsewhere) is not None:
        return False
    accounts.delete_account(account)
    return True


def _forget_links_asked_for() -> int:
    """Ended jobs that hold, sealed, the address to which somebody wanted a link: nobody needs them any more."""
    ended = Job.kind == link_jobs.SEND_LINK, Job.state.not_in(UNFINISHED)
    return rows_changed(db.session, delete(Job).where(*ended))
