"""The words of the letters: ours, until the organiser chooses others. With the verbs on them."""

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
from beraad.recruitment.letters.letterhead import look
from beraad.recruitment.models.letters import LetterKind, LetterText
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
    own, form = edited(assembly_id), look.find(assembly_id)
    return [
        TextRow(kind, language, own[kind, language].edited_at if (kind, language) in own else None)
        for kind in LetterKind
        for language in filter(None, (FIRST_LANGUAGE, form.second_language))
    ]


def last_writer(wave: Wave) -> int | None:
    """The account that last wrote the words of the letters of a wave; None while they are ours."""
    kind, languages = kind_of(wave), (FIRST_LANGUAGE, look.find(wave.assembly_id).second_language)
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


def ours(assembly: Assembly, kind: LetterKind, language: str) -> Words:
    """The words we propose."""
    with force_locale(language if language in LANGUAGES else "en"):
        if kind is LetterKind.REMINDER:
            title = _("Herinnering: denkt u mee in %(title)s?", title="{burgerberaad}")
        else:
            title = _("Door loting uitgenodigd: %(title)s", title="{burgerberaad}")
        body = [*_opening(assembly, kind), *_sign_up(assembly), "{code}", *_closing(assembly)]
        return Words(title, "\n\n".join(body))


def _opening(assembly: Assembly, kind: LetterKind) -> list[str]:
    again = _("U kreeg al eerder een brief van ons. Wij hebben nog niets van u gehoord. U kunt nog meedoen.")
    asks = "{opdrachtgever}" if assembly.commissioner else ""
    sentences = (
        _("Uw naam is door loting gekozen uit alle inwoners."),
        _("%(who)s vraagt u om mee te denken.", who=asks) if asks else _("Wij vragen u om mee te denken."),
        _("U hoeft er niets voor te weten: juist uw ervaring telt."),
        _("In een burgerberaad geven inwoners samen advies, hier over deze vraag:"),
    )
    return [
        _("Beste %(name)s,", name="{naam}"),
        *([again] if kind is LetterKind.REMINDER else []),
        " ".join(sentences),
        "{vraag}",
        "{speelruimte}",
        "{dagen}",
        "{vergoeding}",
    ]


def _sign_up(assembly: Assembly) -> list[str]:
    until = _("U kunt zich aanmelden tot en met %(day)s.", day="{sluitdag}") if assembly.sign_up_closes else ""
    sentences = (
        _("Scan de QR-code, of vul uw code in op de website. Dat duurt vijf minuten."),
        _("Liever op papier? Stuur het formulier bij deze brief terug."),
        until,
        _("Daarna loten wij uit alle aanmeldingen wie meedoet. U hoort altijd of u bent ingeloot."),
    )
    return ["# " + _("Zo meldt u zich aan"), " ".join(filter(None, sentences))]


def _closing(assembly: Assembly) -> list[str]:
    reach = {"{telefoon}": assembly.contact_phone, "{mail}": assembly.contact_email}
    where = _(" of ").join(word for word, known in reach.items() if known)
    contact = []
    if assembly.contact_name and where:
        contact = [_("Hebt u vragen? %(name)s helpt u graag: %(where)s.", name="{contactpersoon}", where=where)]
    return [*contact, "{ondertekening}", "{privacy}"]


def _find(assembly_id: AssemblyId, kind: LetterKind, language: str) -> LetterText | None:
    return db.session.scalar(
        select(LetterText).where(
            LetterText.assembly_id == assembly_id, LetterText.kind == kind, LetterText.language == language
        )
    )
