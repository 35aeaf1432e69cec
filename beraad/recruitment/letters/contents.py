"""The contents of a letter, and the letter as PDF.

The words are put together here as plain data; `templates/recruitment/letters/letter.typ` places them on the paper. They
reach the typesetter as JSON, never as markup, so no text of anybody can become an instruction.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import force_locale, format_date, pgettext
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly
from beraad.days import day_of, today
from beraad.recruitment.errors import LetterWordsError
from beraad.recruitment.letters import markup, reply_slip, texts, typesetting
from beraad.recruitment.letters.letterhead import drawings, look, return_address
from beraad.recruitment.letters.markup import Block
from beraad.recruitment.letters.reply_slip import Slip
from beraad.recruitment.letters.texts import FIRST_LANGUAGE, Words
from beraad.recruitment.models.letters import LetterKind
from beraad.recruitment.models.waves import Wave
from beraad.recruitment.sign_up.codes import Code, sign_up_link
from beraad.web.i18n import LANGUAGES


@dataclass(frozen=True)
class Part:
    """The letter in one language. `{naam}` in it is filled in for each addressee."""

    language: str
    title: str
    blocks: tuple[Block, ...]
    #: words beside the code
    words: dict[str, str]


@dataclass(frozen=True)
class Text:
    """Everything that is the same in all letters of a wave."""

    large: bool
    sender: tuple[str, ...]
    #: label and value
    particulars: tuple[tuple[str, str], ...]
    #: the Dutch letter, and one in a second language if that was chosen
    parts: tuple[Part, ...]
    #: where to sign up, as it is read
    link: str
    slip: Slip
    #: SVG of the sender's logo, with whose it is in words; both empty if the site has none
    logo: str
    logo_name: str
    #: SVG of the signature; may be empty
    signature: str

    def stored(self) -> dict[str, Any]:
        """As a JSON column keeps it."""
        return dict(json.loads(json.dumps(asdict(self))))


@dataclass(frozen=True)
class Addressee:
    """What differs from letter to letter."""

    name: str
    address: tuple[str, ...]
    code: Code


def text(
    assembly: Assembly,
    kind: LetterKind,
    reference: str = "0-0",
    day: date | None = None,
    draft: tuple[str, Words] | None = None,
) -> Text:
    """The words of a kind of letter. `draft`: a language and words for it that have not been kept.

    Raises `LetterWordsError` if the words name something that is not known yet.
    """
    logo, logo_name = drawings.site_logo()
    form = look.find(assembly.id)
    languages = dict.fromkeys(filter(None, (FIRST_LANGUAGE, form.second_language, draft[0] if draft else "")))
    written = {language: texts.words(assembly, kind, language) for language in languages}
    if draft:
        written[draft[0]] = draft[1]
    with force_locale(FIRST_LANGUAGE):
        when = format_date(day, "d MMMM yyyy")
        particulars = ((_("Datum"), when), (pgettext("reference", "Kenmerk"), reference), *_promised(assembly))
        form_behind = reply_slip.fill(assembly)
    return Text(
        large=form.large,
        sender=_sender(assembly),
        particulars=particulars,
        parts=tuple(_part(assembly, language, words) for language, words in written.items()),
        link=sign_up_link().partition("://")[2],
        slip=form_behind,
        logo=logo,
        logo_name=logo_name,
        signature=form.signature,
    )


def _promised(assembly: Assembly) -> tuple[tuple[str, str], ...]:
    """Which edition of what was promised the letter carries; its page keeps all of them."""
    if not assembly.edition:
        return ()
    return ((_("Beloften"), _("stand %(number)d", number=assembly.edition)),)


def _sender(assembly: Assembly) -> tuple[str, ...]:
    """Who writes, and the address to which a letter goes back if it can't be delivered."""
    senders = tuple(filter(None, (assembly.commissioner, assembly.organiser))) or (assembly.title,)
    address = return_address.find(assembly.id)
    return (*senders, f"{address.line}, {address.postcode} {address.place}") if address else senders


def flaw(assembly: Assembly, kind: LetterKind, draft: tuple[str, Words] | None = None) -> LetterWordsError | None:
    """What keeps the words of a kind of letter, with this draft, from becoming a letter. None if nothing does."""
    try:
        if draft is not None:
            texts.check(*draft)
        text(assembly, kind, draft=draft)
    except LetterWordsError as error:
        return error
    return None


def example(assembly: Assembly, kind: LetterKind) -> Text | LetterWordsError:
    """The words of a kind of letter as they would be today, or what keeps them from becoming a letter."""
    try:
        return text(assembly, kind, day=today())
    except LetterWordsError as error:
        return error


def of_wave(wave: Wave) -> Text:
    """The words of the letters of a wave as they would be printed now. Raises `LetterWordsError`."""
    reference = f"{wave.assembly_id}-{wave.number}"
    return text(wave.assembly, texts.kind_of(wave), reference, day_of(wave.created_at))


def pdf(words: Mapping[str, Any], addressees: Iterable[Addressee], made_at: datetime) -> bytes:
    """The letters as one PDF/UA-1 file; the same words (`Text.stored`), people and moment give the same bytes."""
    return typesetting.pdf(ready(words, addressees), int(made_at.timestamp()))


def pictures(words: Mapping[str, Any], addressee: Addressee) -> list[bytes]:
    """The pages of a letter as PNG, to look at while writing."""
    return typesetting.pictures(ready(words, [addressee]))


def somebody() -> Addressee:
    """Somebody who is made up, for an example of a letter."""
    address = (_("Voorbeeldstraat 1"), _("1234 AB  VOORBEELDSTAD"))
    return Addressee(_("Voorbeeldinwoner"), address, Code("0000", "00000000"))


def ready(words: Mapping[str, Any], addressees: Iterable[Addressee]) -> dict[str, Any]:
    """Words and letters as the typesetter takes them."""
    return {**words, "letters": [_letter(person) for person in addressees]}


def _letter(person: Addressee) -> dict[str, Any]:
    return {
        "name": person.name,
        "address": [person.name, *person.address],
        "code": str(person.code),
        "link": sign_up_link(person.code),
    }


def _part(assembly: Assembly, language: str, words: Words) -> Part:
    with force_locale(language if language in LANGUAGES else "en"):
        return Part(
            language=language,
            title=markup.line(assembly, words.title),
            blocks=markup.blocks(assembly, words.body),
            words={
                "code": _("Uw persoonlijke code:"),
                "link": _("Meld u aan op:"),
                "qr": _("QR-code die het aanmeldformulier opent"),
                "signature": _("Handtekening"),
            },
        )
