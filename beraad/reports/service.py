"""The verb of reports: write the words of the letter to the council."""

from __future__ import annotations

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.reports.models import CouncilLetter
from beraad.web.visitor import current_account_id


def letter(assembly_id: AssemblyId) -> CouncilLetter | None:
    """Returns the words of the letter, or None before anybody wrote them."""
    return db.session.get(CouncilLetter, assembly_id)


def write(assembly: Assembly, unheard: str, measures: str) -> CouncilLetter:
    """Store the words of the letter."""
    council_letter = letter(assembly.id) or CouncilLetter(assembly_id=assembly.id)
    council_letter.unheard, council_letter.measures = unheard, measures
    council_letter.written_at, council_letter.written_by_id = now(), current_account_id()
    db.session.add(council_letter)
    db.session.flush()
    audit.record("reports.letter_written", assembly, assembly_id=assembly.id)
    return council_letter
