"""The letter: its words, and the file that goes to the printer."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from beraad.assemblies.models import RoomItem, RoomKind
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment.errors import LetterWordsError, SignatureError
from beraad.recruitment.letters import contents as letters
from beraad.recruitment.letters import texts as letter_texts
from beraad.recruitment.letters.contents import Addressee
from beraad.recruitment.letters.letterhead import drawings, look, return_address, sender
from beraad.recruitment.letters.letterhead.return_address import ReturnAddress
from beraad.recruitment.letters.letterhead.sender import Sender
from beraad.recruitment.letters.texts import Words
from beraad.recruitment.models.letters import LetterKind
from beraad.recruitment.models.sign_up import Purpose, QuestionKind
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.service import QuestionData, SettingsData
from beraad.recruitment.sign_up.codes import Code, sign_up_link
from beraad.web import edge

DAY = date(2026, 12, 1)
SOMEBODY = Addressee("Inwoner #let x", ("Voorbeeldstraat 1", "9401 AB  VOORBEELDSTAD"), Code("A0B1", "C2D3E4F5"))
MILLIMETRE = 72 / 25.4
BODY = "Beste {naam},\n{vraag}\n{speelruimte}\n{code}"


def words(text: letters.Text, language: str = "nl") -> str:
    """Everything the letter says in a language, on one line."""
    part = next(part for part in text.parts if part.language == language)
    lines = [line for block in part.blocks for line in (block.heading, *block.paragraphs, *block.items, block.quote)]
    return " ".join([part.title, *lines])


def text_of(assembly: Any, kind: LetterKind = LetterKind.FIRST) -> letters.Text:
    return letters.text(assembly, kind, "1-1", DAY)


def pdf(assembly: Any, *people: Addressee) -> PdfReader:
    made = letters.pdf(text_of(assembly).stored(), people or [SOMEBODY], now())
    return PdfReader(io.BytesIO(made))


def test_the_letter_has_question_room_expectations_and_a_contact(make: Any) -> None:
    assembly = make.recruiting(
        question="Hoe wonen wij?", expectations="Zes avonden.\nU krijgt 100 euro.", contact_phone="0592 123456"
    )
    assembly.room.append(RoomItem(kind=RoomKind.FIXED, text="Er komen huizen", reason="raadsbesluit", position=1))
    db.session.commit()
    found = words(text_of(assembly))
    for part in ("Beste {naam},", "Hoe wonen wij?", "Dit staat al vast", "Er komen huizen (raadsbesluit)"):
        assert part in found
    assert "Wat wij van u vragen en wat u krijgt Zes avonden. U krijgt 100 euro." in found
    assert "Met vriendelijke groet, R. Voorbeeld, Burgemeester" in found
    assert "Hebt u vragen? De griffie helpt u graag: 0592 123456." in found
    assert "Herinnering" not in found
    assert words(text_of(assembly, LetterKind.REMINDER)).startswith("Herinnering: denkt u mee in")


def test_every_letter_says_what_the_law_asks_about_the_address_and_the_days(make: Any) -> None:
    assembly = make.recruiting(contact_phone="0592 123456", question="Hoe wonen wij?")
    with edge.unit_of_change():
        questions.set_up(assembly, SettingsData(0, asks_days=True, days=[DAY]))
        letter_texts.write(assembly, LetterKind.EXTRA, "nl", Words("Kom ook", BODY))
    found = words(text_of(assembly))
    assert "De bijeenkomsten dinsdag 1 december 2026" in found
    source, ground = "komen uit de Basisregistratie Personen (BRP)", "artikel 6, lid 1, onder e, van de AVG"
    rights = "U mag uw gegevens inzien, laten verbeteren en laten wissen, en u mag bezwaar maken."
    more = (
        "wissen wij ze uiterlijk 8 weken na de loting",
        "Wilt u geen brieven meer van ons? Laat het weten: 0592 123456",
    )
    officer = "Functionaris gegevensbescherming: fg@voorbeeld.example."
    for part in (source, ground, rights, *more, officer):
        assert part in found and part in words(text_of(assembly, LetterKind.EXTRA)), "also below words without it"
    with edge.unit_of_change():
        own = Sender("", "", "fg@voorbeeld.example", "de ledenlijst", "uw toestemming")
        sender.choose(assembly, own)
    assert "komen uit de ledenlijst. De grond daarvoor is uw toestemming." in words(text_of(assembly))


def test_the_usual_letter_fills_one_side_and_the_form_the_other(make: Any) -> None:
    assembly = make.recruiting(
        question="Wat moeten wij doen zodat iedereen in Voorbeeldstad goed kan wonen?", commissioner="De raad",
        expectations="U krijgt 100 euro per bijeenkomst.\nWij betalen uw reis.", contact_phone="0592 123456",
    )  # fmt: skip
    texts = ("Er komen 1.200 woningen bij.", "Voor wie wij bouwen, en waar dat komt.", "De hoogte van de huren.")
    for place, (kind, text) in enumerate(zip(RoomKind, texts, strict=True), 1):
        assembly.room.append(RoomItem(kind=kind, text=text, reason="De raad besloot dit.", position=place))
    with edge.unit_of_change():
        questions.set_up(
            assembly, SettingsData(0, asks_days=True, days=[date(2027, month, 2) for month in range(1, 6)])
        )
        sender.choose_signature(assembly, drawings.of_png(picture()))
    pages = pdf(assembly).pages
    assert len(pages) == 2
    assert "Uw persoonsgegevens" in pages[0].extract_text() and "Aanmeldformulier op papier" in pages[1].extract_text()
    assert "De raad gebruikt wat u invult alleen voor de loting" in " ".join(pages[1].extract_text().split())


def picture() -> bytes:
    """A PNG of one white dot."""
    pack = struct.Struct(">I").pack
    parts = (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(b"\0\xff")), (b"IEND", b"")
    chunks = (pack(len(data)) + kind + data + pack(zlib.crc32(kind + data)) for kind, data in parts)
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_picture_that_cannot_be_printed_is_refused_before_it_is_on_any_letter() -> None:
    damaged = picture()[:-13] + bytes([picture()[-13] ^ 1]) + picture()[-12:]
    for broken in (damaged, b"GIF89a", picture()[:16]):
        with pytest.raises(SignatureError):
            drawings.of_png(broken)


def test_a_second_language_comes_behind_the_dutch_letter(make: Any) -> None:
    assembly = make.recruiting()
    with edge.unit_of_change():
        look.choose(assembly, large=False, second_language="en")
    found = text_of(assembly)
    assert [part.language for part in found.parts] == ["nl", "en"]
    assert words(found, "en").startswith("Invited by lot:") and found.particulars[0] == ("Datum", "1 december 2026")
    pages = [page.extract_text() for page in pdf(assembly).pages]
    assert ["Door loting uitgenodigd" in page for page in pages] == [True, False, False]
    assert ["Dear Inwoner #let x" in page for page in pages] == [False, True, False]


def test_large_print_is_larger(make: Any) -> None:
    assembly = make.recruiting()
    sizes = []
    for large in (False, True):
        with edge.unit_of_change():
            look.choose(assembly, large=large, second_language="")
        sizes.append(max(size for _x, _y, size, line in placed(pdf(assembly)) if line.startswith("Uw naam is")))
    assert sizes == [pytest.approx(11), pytest.approx(16)]


def test_the_form_on_the_back_asks_every_feature_but_the_age_group(make: Any) -> None:
    slip = text_of(make.recruiting()).slip
    assert [question["answers"] for question in slip.questions] == [["vrouw", "man"]] and "Geboortejaar" in slip.lines


def test_the_form_on_the_back_asks_what_the_screen_asks(make: Any) -> None:
    assembly = make.recruiting()
    with edge.unit_of_change():
        questions.ask_origin(assembly, True)
        questions.set_up(assembly, SettingsData(0, asks_days=True, days=[DAY], asks_needs=True))
        questions.add(assembly, QuestionData(QuestionKind.TEXT, "Waarom doet u mee?"))
        questions.add(assembly, QuestionData(QuestionKind.CHOICE, "Hoe komt u?", choices=("Fiets", "Bus")))
        questions.write_consent(assembly, Purpose.DRAW, "Ik doe mee volgens de gemeente.")
    slip = text_of(assembly).slip
    gender, origin, days, needs, why, how = slip.questions
    assert "consent" not in gender and slip.consent == "Ik doe mee volgens de gemeente."
    assert origin["answers"][-1] == "zeg ik liever niet" and "Mijn antwoord mag" in origin["consent"]
    assert days["answers"][0] == "dinsdag 1 december 2026" and len(days["answers"]) == 3
    assert "Tolk" in needs["lines"] and "mag worden gebruikt om mij te helpen" in needs["consent"]
    assert (why["question"], why["lines"]) == ("Waarom doet u mee?", ["Uw antwoord"])
    assert (how["question"], how["answers"]) == ("Hoe komt u?", ["Fiets", "Bus"])
    on_paper = " ".join(" ".join(page.extract_text() for page in pdf(assembly).pages).split())
    for part in ("zeg ik liever niet", origin["consent"], "Waarom doet u mee?", "Fiets", "Tolk", slip.consent):
        assert part in on_paper


@pytest.mark.parametrize(
    ("line", "stamp"),
    [("Antwoordnummer 100", "een postzegel is niet nodig"), ("Voorbeeldplein 1", "met een postzegel")],
)
def test_the_form_says_where_it_goes_back_to(make: Any, line: str, stamp: str) -> None:
    assembly = make.recruiting(commissioner="De raad")
    with edge.unit_of_change():
        return_address.choose(assembly, ReturnAddress("De griffie", line, "9400vb", "Voorbeeldstad"))
    pages = [page.extract_text() for page in pdf(assembly).pages]
    assert stamp in pages[-1].replace("\n", " ")
    assert all(part in pages[-1] for part in ("De griffie", line, "9400 VB", "VOORBEELDSTAD"))
    assert f"{line}, 9400 VB Voorbeeldstad" in pages[0], "a letter that does not arrive goes back there too"


def test_the_link_in_the_qr_code_is_in_capitals_and_opens_the_form(make: Any, client: Any) -> None:
    link = sign_up_link(SOMEBODY.code)
    assert link == "HTTP://LOCALHOST/AANMELDEN/A0B1C2D3E4F5"
    assert client.get(link.removeprefix("HTTP://LOCALHOST")).path == "/aanmelden"


def test_the_same_letters_are_the_same_bytes_and_text_is_never_markup(make: Any) -> None:
    assembly, moment = make.recruiting(question="#panic() *niet* $x$"), now()
    with edge.unit_of_change():
        letter_texts.write(assembly, LetterKind.FIRST, "nl", Words("#panic()", BODY + "\n# *kop* $y$\n- #panic()"))
    text = text_of(assembly).stored()
    first = letters.pdf(text, [SOMEBODY], moment)
    assert letters.pdf(text, [SOMEBODY], moment) == first
    assert letters.pdf(text, [SOMEBODY, SOMEBODY], moment) != first
    page = PdfReader(io.BytesIO(first)).pages[0].extract_text()
    for literal in ("#panic() *niet* $x$", "*kop* $y$", "Beste Inwoner #let x,"):
        assert literal in page


def test_the_pdf_is_tagged_and_says_its_language_and_title(make: Any) -> None:
    assembly = make.recruiting(question="Hoe wonen wij?", title="Burgerberaad Proef")
    with edge.unit_of_change():
        look.choose(assembly, large=False, second_language="en")
    found = pdf(assembly)
    root = found.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "nl" and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata is not None
    assert found.metadata.title == "Door loting uitgenodigd: Burgerberaad Proef"
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()
    tags = list(elements(root["/StructTreeRoot"]))
    kinds = [tag["/S"] for tag in tags]
    assert "/H1" in kinds and "/H2" in kinds and kinds.count("/Figure") == 2
    assert all("/Alt" in tag for tag in tags if tag["/S"] == "/Figure"), "each picture is told in words"
    assert "en" in {tag.get("/Lang") for tag in tags}, "the second language is marked"
    for page in found.pages:
        assert "/StructParents" in page and page["/Tabs"] == "/S"


def elements(tag: Any) -> Iterator[Any]:
    """All elements of the tree of tags below `tag`, in order."""
    below = tag.get("/K", [])
    for child in below if isinstance(below, list) else [below]:
        child = child.get_object()
        if isinstance(child, dict) and "/S" in child:
            yield child
            yield from elements(child)


def placed(found: PdfReader) -> list[tuple[float, float, float, str]]:
    """Of each text on the first page: millimetres from the left and from the top, size in points, and words."""
    lines: list[tuple[float, float, float, str]] = []

    def visit(words: str, cm: Any, tm: Any, _font: Any, size: float) -> None:
        if words.strip():
            x, y = (tm[4] * cm[i] + tm[5] * cm[i + 2] + cm[i + 4] for i in (0, 1))
            lines.append((x / MILLIMETRE, 297 - y / MILLIMETRE, size, words.strip()))

    found.pages[0].extract_text(visitor_text=visit)
    return lines


def test_the_address_alone_shows_in_the_window_of_the_envelope(make: Any) -> None:
    assembly = make.recruiting(commissioner="Gemeenteraad van Voorbeeldstad", organiser="Bureau Voorbeeld")
    long = Addressee(
        "Inwoner met een naam die lang is en die niet past",
        ("Voorbeeldstraat 1", "bij de brug", "1234 AB"),
        SOMEBODY.code,
    )
    lines = placed(pdf(assembly, long))
    address = [(x, y) for x, y, size, _line in lines if size == pytest.approx(11) and y < 91]
    assert len(address) >= 4
    for x, y in address:
        assert 22 <= x <= 91 and 56 < y <= 76.5, "always in the open part of the window; y is the foot of the letters"
    for _x, y, size, line in lines:
        if size != pytest.approx(11) or y > 91:
            assert y < 41.5 or y > 91, f"{line!r} could show in the window"


@pytest.mark.parametrize(
    ("title", "body", "code", "params"),
    [
        ("Brief", BODY + "\nU woont in {dorp}.", "word_unknown", {"word": "{dorp}", "line": 5}),
        ("Brief", "{\n" + BODY, "word_unknown", {"word": "{", "line": 1}),
        ("Brief", BODY + "\nZie {vraag} hier", "own_line", {"word": "{vraag}", "line": 5}),
        ("Brief", "{vraag}\n{speelruimte}", "part_missing", {"word": "{code}"}),
        ("Voor {naam}", BODY, "word_unknown", {"word": "{naam}", "line": 1}),
    ],
)
def test_words_that_cannot_become_a_letter_are_refused(
    make: Any, title: str, body: str, code: str, params: dict[str, Any]
) -> None:
    with pytest.raises(LetterWordsError) as refused:
        letter_texts.write(make.recruiting(), LetterKind.FIRST, "nl", Words(title, body))
    assert (refused.value.code, refused.value.params) == (code, params)


def test_a_letter_that_names_what_is_not_known_yet_is_not_made(make: Any) -> None:
    assembly = make.recruiting()
    with edge.unit_of_change():
        letter_texts.write(assembly, LetterKind.FIRST, "nl", Words("Brief", BODY + "\nBel {telefoon}."))
    with pytest.raises(LetterWordsError) as refused:
        text_of(assembly)
    assert refused.value.code == "word_empty" and refused.value.params == {"word": "{telefoon}"}
    assembly.contact_phone = "0592 123456"
    assert "Bel 0592 123456." in words(text_of(assembly))
