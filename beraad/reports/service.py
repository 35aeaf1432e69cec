"""The verb of reports: write the words of the letter to the council."""

from __future__ import annotations

from beraad.assemblies.models import Assembly
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.reports.models import CouncilLetter
from beraad.web.visitor import account_number


def letter(assembly_id: int) -> CouncilLetter | None:
    """The words that there are; None before anybody wrote them."""
    return db.session.get(CouncilLetter, assembly_id)


def write(assembly: Assembly, unheard: str, measures: str) -> CouncilLetter:
    """Keep the words."""
    found = letter(assembly.id) or CouncilLetter(assembly_id=assembly.id)
    found.unheard, found.measures = unheard, measures
    found.written_at, found.written_by_id = now(), account_number()
    db.session.add(found)
    db.session.flush()
    audit.record("reports.letter_written", f"assembly:{assembly.id}", assembly_id=assembly.id)
    return found
