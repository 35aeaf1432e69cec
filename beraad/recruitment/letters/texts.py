"""The words of the letters and their form: ours, until the organiser chooses others. With the verbs on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from beraad.assemblies.models import Assembly, AssemblyId
from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment.letters import markup
from beraad.recruitment.models.letters import LetterForm, LetterKind, LetterText
from beraad.recruitment.models.waves import Wave
from beraad.web.i18n import LANGUAGES
from beraad.web.visitor import current_account_id

FIRST_LANGUAGE = "nl"
#: languages of a page behind the Dutch letter. Those without words of ours begin with our English ones. All are
#: written in letters that the font has.
SECOND_LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "fr": "Français",
    "es": "Español",
    "pl": "Polski",
    "ro": "Română",
    "tr": "Türkçe",
    "uk": "Українська",
}
LETTER_LANGUAGES = {FIRST_LANGUAGE: "Nederlands", **SECOND_LANGUAGES}
#: parts that a letter can't do without: question and room for influence in Dutch, the code in every language
NEEDED = ("vraag", "speelruimte", markup.CODE)


@dataclass(frozen=True)
class Words:
    """Title and body as they are written, with words between braces."""

    title: str
    body: str
    #: None while they are ours
    edited: LetterText | None = None


def kind_of(wave: Wave) -> LetterKind:
    """What the letters of a wave are for."""
    if wave.reminds_id is not None:
        return LetterKind.REMINDER
    return LetterKind.FIRST if wave.number == 1 else LetterKind.EXTRA


def words(assembly: Assembly, kind: LetterKind, language: str = FIRST_LANGUAGE) -> Words:
    """The words of a kind of letter in a language: the organiser's, or ours."""
    own = _find(assembly.id, kind, language)
    if own is None:
        return ours(assembly, kind, language)
    return Words(own.title, own.body, own)


def edited(assembly_id: AssemblyId) -> Mapping[tuple[LetterKind, str], LetterText]:
    """The texts for which the organiser wrote other words, by kind and language."""
    texts = db.session.scalars(select(LetterText).where(LetterText.assembly_id == assembly_id))
    return {(text.kind, text.language): text for text in texts}


def write(assembly: Assembly, kind: LetterKind, language: str, words: Words) -> LetterText:
    """Store other words for a kind of letter. Raises `LetterWordsError`."""
    check(language, words)
    text = _find(assembly.id, kind, language)
    if text is None:
        text = LetterText(assembly_id=assembly.id, kind=kind, language=language)
        db.session.add(text)
    text.title, text.body = words.title, words.body
    text.edited_at, text.edited_by_id = now(), current_account_id()
    db.session.flush()
    audit.record("recruitment.letter_written", text, assembly_id=assembly.id, letter=kind.value, lang=language)
    return text


@dataclass(frozen=True)
class TextRow:
    """A kind of letter in a language, and when the organiser last wrote its words; None while they are ours."""

    kind: LetterKind
    language: str
    edited_at: datetime | None


def rows(assembly_id: AssemblyId) -> list[TextRow]:
    """All texts that letters are made of, by kind."""
    own, look = edited(assembly_id), form(assembly_id)
    return [
        TextRow(kind, language, own[kind, language].edited_at if (kind, language) in own else None)
        for kind in LetterKind
        for language in filter(None, (FIRST_LANGUAGE, look.second_language))
    ]


def last_writer(wave: Wave) -> int | None:
    """The account that last wrote the words of the letters of a wave; None while they are ours."""
    kind, languages = kind_of(wave), (FIRST_LANGUAGE, form(wave.assembly_id).second_language)
    written = [text for key, text in edited(wave.assembly_id).items() if key in {(kind, lang) for lang in languages}]
    return max(written, key=lambda text: text.edited_at).edited_by_id if written else None


def check(language: str, words: Words) -> None:
    """Raises `LetterWordsError` for words that can't become a letter in `language`."""
    markup.check(words.title, words.body, NEEDED if language == FIRST_LANGUAGE else (markup.CODE,))


def restore(assembly: Assembly, kind: LetterKind, language: str) -> None:
    """Go back to our own words."""
    text = _find(assembly.id, kind, language)
    if text is None:
        return
    subject = audit.subject_of(LetterText, text.id)
    db.session.delete(text)
    db.session.flush()
    audit.record("recruitment.letter_restored", subject, assembly_id=assembly.id, letter=kind.value, lang=language)


def form(assembly_id: AssemblyId) -> LetterForm:
    """How the letters look; the usual form if nothing was chosen."""
    usual = {"large": False, "second_language": "", "return_line": ""}
    return db.session.get(LetterForm, assembly_id) or LetterForm(assembly_id=assembly_id, **usual)


def choose_form(assembly: Assembly, large: bool, second_language: str) -> LetterForm:
    """Choose large print, and the language of a page behind the Dutch letter (empty for none)."""
    look = form(assembly.id)
    db.session.add(look)
    look.large, look.second_language = large, second_language
    db.session.flush()
    audit.record("recruitment.letter_form_chosen", assembly, assembly_id=assembly.id, large=large, lang=second_language)
    return look


def ours(assembly: Assembly, kind: LetterKind, language: str) -> Words:
    """The words we propose."""
    with force_locale(language if language in LANGUAGES else "en"):
        if kind is LetterKind.REMINDER:
            title = _("Herinnering: doet u mee aan %(title)s?", title="{burgerberaad}")
        else:
            title = _("Uitnodiging voor %(title)s", title="{burgerberaad}")
        return Words(title, "\n\n".join([*_opening(kind), *_sign_up(assembly), "{code}", *_closing(assembly)]))


def _opening(kind: LetterKind) -> list[str]:
    again = _("U kreeg al eerder een brief van ons. Wij hebben nog niets van u gehoord. U kunt nog meedoen.")
    return [
        _("Beste %(name)s,", name="{naam}"),
        *([again] if kind is LetterKind.REMINDER else []),
        _("U bent door loting gekozen uit alle inwoners. Wij nodigen u uit om mee te doen aan een burgerberaad."),
        _("In een burgerberaad denken inwoners samen na over een vraag. Zij geven daarover een advies."),
        _("U hoeft er niets voor te weten. Juist uw ervaring telt."),
        "{samenvatting}",
        "{vraag}",
        "{speelruimte}",
        "{vergoeding}",
    ]


def _sign_up(assembly: Assembly) -> list[str]:
    until = _("U kunt zich aanmelden tot en met %(day)s.", day="{sluitdag}")
    return [
        "# " + _("Zo meldt u zich aan"),
        _("Scan de QR-code, of ga naar de website en vul uw code in."),
        _("Liever op papier? Vul het formulier bij deze brief in en stuur het terug."),
        *([until] if assembly.sign_up_closes else []),
        _("Daarna loten wij uit alle aanmeldingen wie meedoet. U hoort altijd of u bent ingeloot."),
    ]


def _closing(assembly: Assembly) -> list[str]:
    reach = {"{telefoon}": assembly.contact_phone, "{mail}": assembly.contact_email}
    where = _(" of ").join(word for word, known in reach.items() if known)
    contact = []
    if assembly.contact_name and where:
        contact = [_("Hebt u vragen? %(name)s helpt u graag: %(where)s.", name="{contactpersoon}", where=where)]
    sender = {"{opdrachtgever}": assembly.commissioner, "{organisator}": assembly.organiser, "{burgerberaad}": True}
    return [*contact, _("Met vriendelijke groet,"), next(word for word, known in sender.items() if known)]


def _find(assembly_id: AssemblyId, kind: LetterKind, language: str) -> LetterText | None:
    return db.session.scalar(
        select(LetterText).where(
            LetterText.assembly_id == assembly_id, LetterText.kind == kind, LetterText.language == language
        )
    )
