"""Deletes what is no longer needed, on the days set when the recruitment started, and says what was deleted.

What stays for ever names nobody: pool ids with their answers (the draw can be checked with them), strata of letters,
and counts. People whom another domain still needs, such as those on the panel, keep their data under its terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import delete, func, or_, select, update

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.mail import service as mail
from beraad.orm import now
from beraad.recruitment import samples, signals
from beraad.recruitment.entry import today
from beraad.recruitment.models import ImportState, RegisterImport, RegisterRow, Registration
from beraad.recruitment.models_messages import Delivery
from beraad.recruitment.models_retention import Kept, RetentionTerm
from beraad.web import edge

#: the proposals: after the draw, and after the last meeting
SAMPLE_KEPT = timedelta(weeks=8)
POOL_KEPT = timedelta(weeks=13)
#: what is wiped of somebody: column → what is left in it
WIPED = {
    "name": "",
    "address_line1": "",
    "address_line2": "",
    "postcode": "",
    "place": "",
    "email": "",
    "phone": "",
    "birth_year": None,
    "household": None,
    "extra": {},
}
#: numbers in one question to the database
SOME = 500


def proposal(assembly: Assembly) -> dict[Kept, date]:
    """The days that fit the calendar of the burgerberaad, as far as it is known."""
    found = {}
    if assembly.draw_on is not None:
        found[Kept.SAMPLE] = assembly.draw_on + SAMPLE_KEPT
    if assembly.ends_on is not None:
        found[Kept.POOL] = assembly.ends_on + POOL_KEPT
    return found


def terms(assembly_id: int) -> dict[Kept, RetentionTerm]:
    """The terms that have been set."""
    found = db.session.scalars(select(RetentionTerm).where(RetentionTerm.assembly_id == assembly_id))
    return {term.kept: term for term in found}


def set_term(assembly: Assembly, kept: Kept, until: date) -> RetentionTerm:
    """Keep something until the end of this day. What has been deleted already stays deleted."""
    term = terms(assembly.id).get(kept)
    if term is None:
        term = RetentionTerm(assembly_id=assembly.id, kept=kept, until=until)
        db.session.add(term)
    term.until = until
    db.session.flush()
    audit.record(
        "recruitment.retention_set",
        f"assembly:{assembly.id}",
        assembly_id=assembly.id,
        kept=kept.value,
        until=until.isoformat(),
    )
    return term


def due(day: date | None = None) -> Sequence[RetentionTerm]:
    """The terms that have passed on `day` and have not been carried out."""
    passed = RetentionTerm.until < (day or today())
    return db.session.scalars(
        select(RetentionTerm)
        .where(passed, RetentionTerm.done_at.is_(None))
        .order_by(RetentionTerm.assembly_id, RetentionTerm.kept)
    ).all()


def carry_out(term: RetentionTerm) -> RetentionTerm:
    """Delete what the term is about, all in one transaction, and write down how much that was."""
    assembly = db.session.get_one(Assembly, term.assembly_id)
    term.deleted = _delete_sample(assembly) if term.kept is Kept.SAMPLE else _wipe_people(assembly)
    term.done_at = now()
    db.session.flush()
    audit.record(
        "recruitment.retention_carried_out",
        f"assembly:{assembly.id}",
        assembly_id=assembly.id,
        kept=term.kept.value,
        **term.deleted,
    )
    return term


def remaining(assembly: Assembly, kept: Kept) -> int:
    """How many rows a certificate would still have to count: 0 after the term was carried out."""
    if kept is Kept.SAMPLE:
        counted = select(func.count()).select_from(RegisterRow).where(RegisterRow.assembly_id == assembly.id)
        return db.session.scalar(counted) or 0
    return len(_to_wipe(assembly))


def _delete_sample(assembly: Assembly) -> dict[str, int]:
    files = db.session.scalars(select(RegisterImport).where(RegisterImport.assembly_id == assembly.id)).all()
    waiting = [samples.folder() / file.kept_as for file in files if file.state is not ImportState.DONE]
    edge.after_commit(lambda: [path.unlink(missing_ok=True) for path in waiting])
    rows = db.session.execute(delete(RegisterRow).where(RegisterRow.assembly_id == assembly.id))
    db.session.execute(delete(RegisterImport).where(RegisterImport.assembly_id == assembly.id))
    db.session.expire_all()
    return {"register_rows": int(rows.rowcount), "files": len(files)}


def _wipe_people(assembly: Assembly) -> dict[str, int]:
    people = _to_wipe(assembly)
    mails = sum(mail.wipe_recipient(email) for email in {email for _number, email in people if email})
    numbers = [number for number, _email in people]
    deliveries = 0
    for start in range(0, len(numbers), SOME):
        some = numbers[start : start + SOME]
        db.session.execute(update(Registration).where(Registration.id.in_(some)).values(**WIPED))
        gone = db.session.execute(delete(Delivery).where(Delivery.registration_id.in_(some)))
        deliveries += int(gone.rowcount)
    db.session.expire_all()
    return {"people": len(people), "mails": mails, "deliveries": deliveries}


def _to_wipe(assembly: Assembly) -> list[tuple[int, str]]:
    """Number and e-mail address of everyone of whom something is known and whom nobody needs any more."""
    needed = signals.needed_people(assembly)
    known = or_(
        *(getattr(Registration, name) != "" for name, left in WIPED.items() if left == ""),
        Registration.birth_year.is_not(None),
    )
    rows = db.session.execute(
        select(Registration.id, Registration.email).where(Registration.assembly_id == assembly.id, known)
    )
    return [(number, email) for number, email in rows if number not in needed]
