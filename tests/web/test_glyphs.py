"""Characters that no font has: refused where officials type them, replaced on paper where they are somebody's name."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.lottery.draw import papers, queries
from beraad.orm import now
from beraad.recruitment.letters import contents
from beraad.recruitment.letters.contents import Addressee
from beraad.recruitment.models.letters import LetterKind
from beraad.recruitment.sign_up.codes import Code
from beraad.web.documents import glyphs

NAMES = ("王小明", "ሰላም ተስፋይ", "Jan 🙂", "Anna Bos")
LETTER = "Beste {naam},\n{vraag}\n{speelruimte}\n{code}\nTot ziens 👋"


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Zoë Şahin, Иван, Ω, محمد, Nguyễn Văn, ĳ, e\u0301, ’s-Gravenhage", ()),
        ("Groen 🌱 en 🌱 王", ("🌱", "王")),
        ("👨\u200d👩\u200d👧 is één teken, 👍🏽 ook", ("👨\u200d👩\u200d👧", "👍🏽")),
    ],
)
def test_characters_without_a_glyph_are_found_once_and_whole(text: str, missing: tuple[str, ...]) -> None:
    assert glyphs.missing([text]) == missing


def test_one_name_never_stops_the_letters_of_the_others(make: Any) -> None:
    words = contents.text(make.recruiting(), LetterKind.FIRST).stored()
    people = [Addressee(name, ("Voorbeeldstraat 1",), Code("0000", "00000000")) for name in NAMES]
    made = PdfReader(io.BytesIO(contents.pdf(words, people, now())))
    text = " ".join(page.extract_text() for page in made.pages)
    assert len(made.pages) == 2 * len(NAMES)
    assert "Beste Anna Bos," in text and f"Beste Jan {glyphs.STAND_IN}," in text and 3 * glyphs.STAND_IN in text


def test_a_title_from_before_the_check_does_not_stop_the_protocol(make: Any) -> None:
    assembly = make.drawn(title="Burgerberaad Groen 🌱 en Energie")
    made = papers.protocol(queries.real_draw(assembly.id))
    assert "Groen □ en Energie" in PdfReader(io.BytesIO(made)).pages[0].extract_text()


def test_the_field_names_the_character_that_we_cannot_print(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting(slug="wonen", question="Hoe wonen wij?")
    make.sample(assembly, 5)
    db.session.commit()
    griffie = sign_in(make.member(assembly, Role.REGISTRY))
    page = griffie.get("/beheer/wonen/brieven/tekst/eerste/nl")
    refused = page.submit({"title": "Doet u mee?", "body": LETTER}, button="Bewaren")
    assert "Dit teken kunnen wij niet drukken: 👋. Haal het weg." in refused.text
    page = griffie.get("/beheer/wonen/gegevens")
    refused = page.submit({"title": "Groen 🌱 王"})
    assert "Deze tekens kunnen wij niet drukken: 🌱 王. Haal ze weg." in refused.text
