"""The form of the letters of a burgerberaad: usual, until the organiser chooses another."""

from __future__ import annotations

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recruitment.models.letters import LetterForm


def find(assembly_id: AssemblyId) -> LetterForm:
    """How the letters look; the usual form if nothing was chosen."""
    unknown = ("second_language", "return_line", "signed_by", "signed_as", "signature", "privacy_contact")
    usual = {"large": False, **dict.fromkeys((*unknown, "address_source", "ground"), "")}
    return db.session.get(LetterForm, assembly_id) or LetterForm(assembly_id=assembly_id, **usual)


def choose(assembly: Assembly, large: bool, second_language: str) -> LetterForm:
    """Choose large print, and the language of a page behind the Dutch letter (empty for none)."""
    form = find(assembly.id)
    db.session.add(form)
    form.large, form.second_language = large, second_language
    db.session.flush()
    audit.record("recruitment.letter_form_chosen", assembly, assembly_id=assembly.id, large=large, lang=second_language)
    return form
