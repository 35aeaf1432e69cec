"""The wordings of the question: each is kept, looked at with a checklist, and tried with residents."""

from __future__ import annotations

import enum
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from beraad.assemblies.models import Assembly, QuestionVersion
from beraad.audit.service import record
from beraad.extensions import db


class Check(enum.StrEnum):
    """What makes a good question."""

    SINGLE = "een_vraag"
    NEUTRAL = "neutraal"
    AUTHORITY = "bevoegd"
    PLAIN = "gewone_taal"

    @property
    def label(self) -> str:
        return str(CHECK_LABELS[self])


CHECK_LABELS = {
    Check.SINGLE: _l("Het is één vraag, geen twee."),
    Check.NEUTRAL: _l("De vraag stuurt niet naar een antwoord."),
    Check.AUTHORITY: _l("De opdrachtgever besluit er zelf over."),
    Check.PLAIN: _l("Iemand die er niets van weet, begrijpt de vraag."),
}


def keep(assembly: Assembly) -> None:
    """Keep the wording of today when it differs from the last that was kept; to be called after each change."""
    last = newest(assembly)
    if assembly.question == (last.text if last else ""):
        return
    version = last.version + 1 if last else 1
    db.session.add(QuestionVersion(assembly_id=assembly.id, version=version, text=assembly.question))
    db.session.flush()


def look_at(version: QuestionVersion, checks: Iterable[Check], tried_with: int, remarks: str) -> QuestionVersion:
    """Say how this wording was looked at."""
    version.checks = [check.value for check in Check if check in set(checks)]
    version.tried_with, version.remarks = tried_with, remarks
    db.session.flush()
    about = f"question_version:{version.assembly_id}/{version.version}"
    record("assembly.question_checked", about, assembly_id=version.assembly_id, checks=version.checks)
    return version


def newest(assembly: Assembly) -> QuestionVersion | None:
    """The wording of today; None as long as there is no question."""
    return next(iter(versions(assembly)), None)


def versions(assembly: Assembly) -> list[QuestionVersion]:
    """All wordings, the newest first."""
    chosen = select(QuestionVersion).where(QuestionVersion.assembly_id == assembly.id)
    return list(db.session.scalars(chosen.order_by(QuestionVersion.version.desc())))
