"""The acts of weight of a wave of letters: what their pages say, and what they do."""

from __future__ import annotations

import json

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from beraad.accounts.access import require_account
from beraad.acts.act import Act, Amount, Done, Fixed, Preview, Second
from beraad.acts.forms import ActForm
from beraad.assemblies.access import registry_or_organiser
from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment.errors import LetterWordsError
from beraad.recruitment.letters import contents, printing, service
from beraad.recruitment.letters.service import APPROVE_KEY
from beraad.recruitment.models.waves import Invitation, Wave
from beraad.web.places import full_address
from beraad.web.visitor import AccountId


def _slug(wave: Wave) -> str:
    return db.session.get_one(Assembly, wave.assembly_id).slug


def place(wave: Wave) -> str:
    """Address of the page of the wave."""
    return url_for("recruitment_letters.wave", slug=_slug(wave), number=wave.number)


def preview_approve(wave: Wave) -> Preview:
    """What goes to the printer. Raises `WaveStateError`."""
    service.require_to_approve(wave)
    return Preview(
        title=_("Ronde %(number)d goedkeuren", number=wave.number),
        button=ngettext(
            "Keur %(num)s brief goed voor verzending", "Keur %(num)s brieven goed voor verzending", wave.letters
        ),
        amounts=(
            Amount("letters", _("Brieven"), wave.letters),
            Amount("files", _("Bestanden voor de drukker"), -(-wave.letters // printing.BATCH)),
        ),
        happens=(
            _("De tekst van nu komt op alle brieven van deze ronde. Daarna maken wij de bestanden voor de drukker."),
            _("Iedere brief heeft een eigen code, voor één mens."),
        ),
        undo=_("Ja, tot iemand een bestand ophaalt: verander de tekst en keur de ronde opnieuw goed."),
        fixed=(Fixed("words", _("De tekst van de brief"), _words(wave)),),
    )


def _words(wave: Wave) -> str:
    """The words of the letter; empty while something that they name is not known, which the verb refuses."""
    try:
        return json.dumps(contents.of_wave(wave).stored(), sort_keys=True)
    except LetterWordsError:
        return ""


def _approve(wave: Wave, _form: ActForm) -> str:
    printing.start(service.approve(wave, require_account()))
    return str(_("De ronde is goedgekeurd. Wij maken nu de bestanden."))


def preview_discard(wave: Wave) -> Preview:
    """How many letters go. Raises `WaveStateError`, `LaterWaveError`."""
    service.require_to_discard(wave)
    return Preview(
        title=_("Ronde %(number)d weggooien", number=wave.number),
        button=ngettext("Gooi %(num)s brief weg", "Gooi %(num)s brieven weg", wave.letters),
        amounts=(Amount("letters", _("Brieven die vervallen"), wave.letters),),
        happens=(
            _("De codes van deze brieven vervallen. Niemand krijgt een brief van deze ronde."),
            _("De mensen van deze ronde kunnen in een volgende ronde weer worden geloot."),
            _("In het logboek blijft staan dat u deze ronde weggooide, met het startgetal van de loting."),
        ),
        undo=_("Nee. U kunt wel een nieuwe ronde maken. Die wordt opnieuw geloot."),
        fixed=(Fixed("draw", _("Wie er is geloot"), wave.outcome_sha256),),
    )


def _discard(wave: Wave, _form: ActForm) -> Done:
    overview = url_for("recruitment_letters.overview", slug=_slug(wave))
    service.discard(wave)
    return Done(_("De ronde is weggegooid."), overview)


def preview_sent(wave: Wave) -> Preview:
    """Which codes and files go. Raises `WaveStateError`, and `LettersUnfetchedError` while nobody has a file."""
    service.require_fetched(wave)
    made = printing.batches(wave)
    return Preview(
        title=_("De brieven van ronde %(number)d zijn verstuurd", number=wave.number),
        button=ngettext(
            "De brief is op de post: wis %(num)s code", "De brieven zijn op de post: wis %(num)s codes", _codes(wave)
        ),
        amounts=(
            Amount("letters", _("Brieven"), wave.letters),
            Amount("codes", _("Codes die wij hier wissen"), _codes(wave)),
            Amount("files", _("Bestanden die wij wissen"), len(made)),
        ),
        happens=(
            _("Wij wissen de codes en de bestanden. De codes op de brieven blijven werken."),
            _("Alle bestanden zijn opgehaald. Doe dit pas als de brieven echt op de post zijn."),
        ),
        undo=_("Nee. De codes en bestanden komen niet terug."),
    )


def _codes(wave: Wave) -> int:
    sealed = Invitation.wave_id == wave.id, Invitation.sealed_code.is_not(None)
    return db.session.scalar(select(func.count()).where(*sealed)) or 0


def _sent(wave: Wave, _form: ActForm) -> str:
    printing.finish(wave)
    return str(_("De ronde is verstuurd. De codes en bestanden zijn gewist."))


APPROVE: Act[Wave] = Act(
    key=APPROVE_KEY,
    access=registry_or_organiser,
    preview=preview_approve,
    perform=_approve,
    place=place,
    second=Second(
        what=lambda wave: _("ronde %(number)d van de brieven", number=wave.number),
        link=lambda wave: full_address("recruitment_letters.approve", slug=_slug(wave), number=wave.number),
        maker=lambda wave: AccountId(wave.created_by_id) if wave.created_by_id else None,
    ),
)
SENT: Act[Wave] = Act(
    key="recruitment.mark_sent",
    access=registry_or_organiser,
    preview=preview_sent,
    perform=_sent,
    place=place,
)
DISCARD: Act[Wave] = Act(
    key="recruitment.discard_wave",
    access=registry_or_organiser,
    preview=preview_discard,
    perform=_discard,
    place=place,
)
ACTS = (APPROVE, SENT, DISCARD)
