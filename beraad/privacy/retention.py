"""Carrying out the terms: in chunks, each committed with its line on the certificate.

Deleting what has been deleted changes nothing, so a run that was interrupted simply starts again: what is left is
found, and counted on the same certificate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import current_app
from sqlalchemy import select

from beraad import orm
from beraad.accounts import service as accounts
from beraad.assemblies.models import Assembly, AssemblyId
from beraad.days import start_of
from beraad.extensions import db
from beraad.jobs import service as jobs
from beraad.mail import service as mail
from beraad.mail.models import MailState, OutboxMessage
from beraad.privacy import certificates, clocks, files, holdings
from beraad.privacy.clocks import Deadline
from beraad.privacy.kinds import SiteKind
from beraad.web import edge
from beraad.web.sending import once

#: people, rows or messages that are deleted and committed together
CHUNK = 200
#: one run deletes at a time, so that no two certificates count the same row
DELETING_LOCK = 7_364_202


@dataclass(frozen=True)
class Due:
    """A kind of data with what there is of it and what would be deleted on a certain day."""

    deadline: Deadline
    held: int
    due: int


def outlook(assembly: Assembly, day: date) -> list[Due]:
    """What would be deleted on `day` if nothing happened before."""
    return [
        Due(deadline, holdings.held(assembly, deadline), holdings.count(assembly, deadline, day))
        for deadline in clocks.deadlines(assembly)
    ]


def carry_out(assembly_id: AssemblyId, day: date, step: Callable[[], None]) -> None:
    """Delete what is due on `day` in a burgerberaad; `step` commits a chunk."""
    run_key = f"retention:{assembly_id}:{day.isoformat()}"
    for deadline in clocks.deadlines(db.session.get_one(Assembly, assembly_id)):
        while deadline.reaches(day):
            edge.one_at_a_time(DELETING_LOCK)
            gone = holdings.erase(db.session.get_one(Assembly, assembly_id), deadline, day, CHUNK)
            if not gone:
                break
            for code, number in gone.items():
                certificates.add(assembly_id, run_key, code, number)
            step()
    certificates.finish(run_key)
    step()
    scrub()


def carry_out_for_site(day: date, step: Callable[[], None]) -> None:
    """Delete what belongs to no burgerberaad and is due on `day`."""
    run_key = f"retention:site:{day.isoformat()}"
    edge.one_at_a_time(DELETING_LOCK)
    for kind in SiteKind:
        gone = _erase_of_site(kind, start_of(day - timedelta(days=kind.days)))
        if gone:
            certificates.add(None, run_key, kind.value, gone)
        step()
    certificates.finish(run_key)
    step()
    scrub()


def assembly_ids() -> list[AssemblyId]:
    """Returns the keys of all burgerberaden."""
    return list(db.session.scalars(select(Assembly.id).order_by(Assembly.id)))


def scrub() -> None:
    """After a commit: what was deleted leaves the files of the database too."""
    db.session.rollback()
    orm.scrub(db.engine)


def _erase_of_site(kind: SiteKind, before: datetime) -> int:
    match kind:
        case SiteKind.LINKS:
            return accounts.forget_expired(before)
        case SiteKind.MESSAGES:
            gone = OutboxMessage.state.not_in((MailState.QUEUED, MailState.SENDING))
            return mail.wipe(OutboxMessage.assembly_id.is_(None), OutboxMessage.created_at < before, gone)
        case SiteKind.JOBS:
            return jobs.forget(before)
        case SiteKind.FILES:
            return files.delete_strays(current_app.config["BERAAD"].instance, before)
        case SiteKind.SENT_FORMS:
            return once.forget(before)
