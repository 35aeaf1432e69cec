"""The letter: its words, and the file that goes to the printer."""

from __future__ import annotations

from datetime import date
from typing import Any

from beraad.assemblies.models import RoomItem, RoomKind
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment import letters
from beraad.recruitment.codes import Code
from beraad.recruitment.letters import Addressee

DAY = date(2026, 12, 1)
SOMEBODY = Addressee("Inwoner #let x", ("Voorbeeldstraat 1", "9401 AB  VOORBEELDSTAD"), Code("A0B1", "C2D3E4F5"))


def words(text: letters.Text) -> str:
    """Everything the letter says, on one line."""
    parts = [
        line for block in (*text.blocks, *text.closing) for line in (block.heading, *block.paragraphs, *block.items)
    ]
    return " ".join([text.title, *parts, *(block.quote for block in text.blocks)])


def test_the_letter_has_question_room_expectations_and_a_contact(make: Any) -> None:
    assembly = make.recruiting(
        question="Hoe wonen wij?", expectations="Zes avonden.\nU krijgt 100 euro.", contact_phone="0592 123456"
    )
    assembly.room.append(RoomItem(kind=RoomKind.FIXED, text="Er komen huizen", reason="raadsbesluit", position=1))
    db.session.commit()
    found = words(letters.text(assembly, "1-1", DAY))
    for part in ("Hoe wonen wij?", "Dit staat al vast", "Er komen huizen (raadsbesluit)", "U krijgt 100 euro."):
        assert part in found
    assert "Hebt u vragen? De griffie helpt u graag: 0592 123456." in found
    assert "Herinnering" not in found
    assert words(letters.text(assembly, "1-2", DAY, reminder=True)).startswith("Herinnering voor het burgerberaad")


def test_our_own_words_are_in_the_language_that_is_asked(make: Any) -> None:
    found = letters.text(make.recruiting(), "1-1", DAY, language="en")
    assert found.title.startswith("Invitation to") and found.particulars[0] == ("Date", "1 December 2026")


def test_the_form_on_the_back_asks_every_feature(make: Any) -> None:
    slip = letters.text(make.recruiting(), "1-1", DAY).slip
    assert slip is not None
    assert [question["answers"] for question in slip.questions] == [["vrouw", "man"], ["16-39", "40+"]]


def test_the_link_in_the_qr_code_is_in_capitals_and_opens_the_form(make: Any, client: Any) -> None:
    link = letters.sign_up_link(SOMEBODY.code)
    assert link == "HTTP://LOCALHOST/AANMELDEN/A0B1C2D3E4F5"
    assert client.get(link.removeprefix("HTTP://LOCALHOST")).path == "/aanmelden"


def test_the_same_letters_are_the_same_bytes_and_text_is_never_markup(make: Any) -> None:
    text, moment = letters.text(make.recruiting(question="#panic() *niet* $x$"), "1-1", DAY), now()
    first = letters.pdf(text, [SOMEBODY], moment)
    assert first.startswith(b"%PDF-")
    assert letters.pdf(text, [SOMEBODY], moment) == first
    assert letters.pdf(text, [SOMEBODY, SOMEBODY], moment) != first
