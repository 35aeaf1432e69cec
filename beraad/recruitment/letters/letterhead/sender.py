"""Who signs the letters, and what they say about personal data: typed once for a burgerberaad, printed on every letter.

A letter to people who never gave their address has to say where it comes from, why it may be used, for how long, and
what the reader can do about it (GDPR, article 14). `small_print` says so below every letter.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.recruitment.letters.letterhead import look
from beraad.recruitment.signals import terms


@dataclass(frozen=True)
class Sender:
    """Who signs, and the words about personal data that only the sender knows; empty for our own words."""

    signed_by: str
    signed_as: str
    privacy_contact: str
    address_source: str = ""
    ground: str = ""


def find(assembly_id: AssemblyId) -> Sender:
    """The sender of the letters of a burgerberaad; empty while nobody chose one."""
    form = look.find(assembly_id)
    return Sender(form.signed_by, form.signed_as, form.privacy_contact, form.address_source, form.ground)


def choose(assembly: Assembly, sender: Sender) -> Sender:
    """Let this sender sign from now on."""
    form = look.find(assembly.id)
    db.session.add(form)
    for name, value in vars(sender).items():
        setattr(form, name, value)
    db.session.flush()
    audit.record("recruitment.letter_sender_chosen", assembly, assembly_id=assembly.id)
    return sender


def choose_signature(assembly: Assembly, drawing: str) -> None:
    """Print this SVG above the name from now on; empty for none."""
    form = look.find(assembly.id)
    db.session.add(form)
    form.signature = drawing
    db.session.flush()
    audit.record("recruitment.letter_signature_chosen", assembly, assembly_id=assembly.id, shown=bool(drawing))


def small_print(assembly: Assembly) -> str:
    """What the reader has to know about their personal data, in the language of the moment."""
    sender = find(assembly.id)
    source = sender.address_source or _("de Basisregistratie Personen (BRP) van uw gemeente")
    ground = sender.ground or _("een taak van algemeen belang (artikel 6, lid 1, onder e, van de AVG)")
    weeks = -(-terms(assembly).sample // 7)
    term = ngettext(
        "Meldt u zich niet aan? Dan wissen wij ze uiterlijk %(num)s week na de loting.",
        "Meldt u zich niet aan? Dan wissen wij ze uiterlijk %(num)s weken na de loting.",
        weeks,
    )
    reach = _(" of ").join(filter(None, (assembly.contact_phone, assembly.contact_email)))
    left_out = _("Wilt u geen brieven meer van ons? Laat het weten: %(where)s.", where=reach) if reach else ""
    officer = ""
    if sender.privacy_contact:
        officer = _("Functionaris gegevensbescherming: %(who)s.", who=sender.privacy_contact)
    sentences = (
        _("Uw naam en adres komen uit %(source)s. De grond daarvoor is %(ground)s.", source=source, ground=ground),
        _("Wij gebruiken ze alleen voor deze brieven en de loting. De drukker krijgt ze om de brief te maken."),
        term,
        _("U mag uw gegevens inzien, laten verbeteren en laten wissen, en u mag bezwaar maken."),
        left_out,
        officer,
        _("Een klacht kunt u indienen bij de Autoriteit Persoonsgegevens."),
    )
    return " ".join(filter(None, sentences))
