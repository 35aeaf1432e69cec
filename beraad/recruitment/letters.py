"""What stands in a letter, and the letter as PDF.

The words are put together here as plain data; `templates/recruitment/letter.typ` says where they go on the paper. They
reach the typesetter as JSON, never as markup, so no text of anybody can become an instruction.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

import segno
import typst
from flask import current_app
from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from beraad.assemblies.models import Assembly, RoomKind
from beraad.recruitment.codes import Code
from beraad.web.places import templates

#: pattern 4 in every code: readers take any, and finding the prettiest one is most of the work of making a code
QR_MASK = 4
#: typst keeps what it worked out for its last ten documents, a hundred megabytes for a file of letters; empty ones
#: after it let that go
TYPST_REMEMBERS = 11


@dataclass(frozen=True)
class Block:
    """A part of the letter."""

    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True)
class Slip:
    """The form on the back, for who signs up on paper."""

    title: str
    paragraphs: tuple[str, ...]
    code: str
    lines: tuple[str, ...]
    #: question and answers
    questions: tuple[dict[str, Any], ...]
    consent: str
    signature: str


@dataclass(frozen=True)
class Text:
    """Everything that is the same in all letters of a wave."""

    language: str
    large: bool
    title: str
    sender: tuple[str, ...]
    #: label and value
    particulars: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    closing: tuple[Block, ...]
    #: where to sign up, as it is read
    link: str
    #: words beside the code
    words: dict[str, str]
    slip: Slip | None


@dataclass(frozen=True)
class Addressee:
    """What differs from letter to letter."""

    name: str
    address: tuple[str, ...]
    code: Code
    salutation: str = field(default="")


def sign_up_link(code: Code | None = None) -> str:
    """The address of the sign-up form; with `code` in capitals, which make a smaller QR code."""
    base = str(current_app.config["BERAAD"].base_url)
    return f"{base}/aanmelden" if code is None else f"{base.upper()}/AANMELDEN/{code.plain}"


def text(
    assembly: Assembly, reference: str, day: date, language: str = "nl", large: bool = False, reminder: bool = False
) -> Text:
    """The words of the letters, in `language` as far as they are ours; `large` is the large-print variant."""
    with force_locale(language):
        title = _("Uitnodiging voor het burgerberaad: %(title)s", title=assembly.title)
        if reminder:
            title = _("Herinnering voor het burgerberaad: %(title)s", title=assembly.title)
        return Text(
            language=language,
            large=large,
            title=title,
            sender=tuple(filter(None, (assembly.commissioner, assembly.organiser))) or (assembly.title,),
            particulars=((_("Datum"), format_date(day, "d MMMM yyyy")), (_("Kenmerk"), reference)),
            blocks=_blocks(assembly, reminder),
            closing=_closing(assembly),
            link=sign_up_link().partition("://")[2],
            words={
                "code": _("Uw persoonlijke code:"),
                "link": _("Meld u aan op:"),
                "qr": _("QR-code die het aanmeldformulier opent"),
            },
            slip=_slip(assembly),
        )


def pdf(words: Text, addressees: Iterable[Addressee], made_at: datetime) -> bytes:
    """The letters as one PDF/UA-1 file; the same words, people and moment give the same bytes."""
    return _compile(words, addressees, format="pdf", pdf_standards=["ua-1"], timestamp=int(made_at.timestamp()))


def _compile(words: Text, addressees: Iterable[Addressee], **options: Any) -> bytes:
    data = json.dumps({**asdict(words), "letters": [_letter(person, words.language) for person in addressees]})
    source = templates() / "recruitment" / "letter.typ"
    compiler = typst.Compiler(root=str(source.parent), ignore_system_fonts=True)
    made = compiler.compile(input=str(source), sys_inputs={"data": data}, **options)
    for _again in range(TYPST_REMEMBERS):
        compiler.compile(input=b"", format="pdf", sys_inputs=None)
    return bytes(made)


def _letter(person: Addressee, language: str) -> dict[str, Any]:
    with force_locale(language):
        salutation = _("Beste %(name)s,", name=person.name)
    return {
        "address": [person.name, *person.address],
        "salutation": salutation,
        "code": str(person.code),
        "qr": qr(sign_up_link(person.code)),
    }


def qr(link: str) -> str:
    """`link` as a QR code in SVG."""
    out = io.BytesIO()
    made = segno.make(link, error="m", micro=False, mask=QR_MASK, boost_error=False)
    made.save(out, kind="svg", xmldecl=False, border=2)
    return out.getvalue().decode()


def _blocks(assembly: Assembly, reminder: bool) -> tuple[Block, ...]:
    again = _("U kreeg al eerder een brief van ons. Wij hebben nog niets van u gehoord. U kunt nog meedoen.")
    opening = (
        *((again,) if reminder else ()),
        _("U bent door loting gekozen uit alle inwoners. Wij nodigen u uit om mee te doen aan een burgerberaad."),
        _("In een burgerberaad denken inwoners samen na over een vraag. Zij geven daarover een advies."),
        _("U hoeft er niets voor te weten. Juist uw ervaring telt."),
        *_paragraphs(assembly.summary),
    )
    parts = [Block(paragraphs=opening)]
    if assembly.question:
        parts.append(Block(heading=_("De vraag"), quote=assembly.question))
    for kind in RoomKind:
        items = tuple(_room_line(item.text, item.reason) for item in assembly.room if item.kind is kind)
        if items:
            parts.append(Block(heading=_room_heading(kind), items=items))
    if assembly.expectations:
        parts.append(
            Block(heading=_("Wat wij van u vragen en wat u krijgt"), paragraphs=_paragraphs(assembly.expectations))
        )
    return (*parts, Block(heading=_("Zo meldt u zich aan"), paragraphs=_how_to(assembly)))


def _room_heading(kind: RoomKind) -> str:
    return {
        RoomKind.FIXED: _("Dit staat al vast"),
        RoomKind.OPEN: _("Hierover denkt u mee"),
        RoomKind.OUTSIDE: _("Hier gaat een ander over"),
    }[kind]


def _room_line(line: str, reason: str) -> str:
    return f"{line} ({reason})" if reason else line


def _how_to(assembly: Assembly) -> tuple[str, ...]:
    online = _("Scan de QR-code, of ga naar de website en vul uw code in.")
    paper = _("Liever op papier? Vul het formulier op de achterkant in en stuur het terug.")
    until = ""
    if assembly.sign_up_closes:
        day = format_date(assembly.sign_up_closes, "EEEE d MMMM yyyy")
        until = _("U kunt zich aanmelden tot en met %(day)s.", day=day)
    after = _("Daarna loten wij uit alle aanmeldingen wie meedoet. U hoort altijd of u bent ingeloot.")
    return tuple(filter(None, (online, paper, until, after)))


def _closing(assembly: Assembly) -> tuple[Block, ...]:
    reach = list(filter(None, (assembly.contact_phone, assembly.contact_email)))
    contact = ()
    if assembly.contact_name and reach:
        where = _(" of ").join(reach)
        contact = (_("Hebt u vragen? %(name)s helpt u graag: %(where)s.", name=assembly.contact_name, where=where),)
    groups = (_("Met vriendelijke groet,"), assembly.commissioner or assembly.organiser or assembly.title)
    return (Block(paragraphs=(*contact, *groups)),)


def _slip(assembly: Assembly) -> Slip:
    questions = tuple(
        {"question": feature.question or feature.name, "answers": [answer.value for answer in feature.answers]}
        for feature in assembly.features
    )
    lines = (_("Naam"), _("Straat en huisnummer"), _("Postcode en woonplaats"), _("Telefoon"), _("E-mail"))
    return Slip(
        title=_("Aanmeldformulier op papier"),
        paragraphs=(_("Vul alles in en stuur dit blad terug. Kruis bij elke vraag één antwoord aan."),),
        code=_("Uw persoonlijke code:"),
        lines=(*lines, _("Geboortejaar")),
        questions=questions,
        consent=_("Ik doe mee aan de loting. Mijn antwoorden mogen daarvoor worden gebruikt."),
        signature=_("Datum en handtekening"),
    )


def _paragraphs(words: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in words.splitlines() if line.strip())
