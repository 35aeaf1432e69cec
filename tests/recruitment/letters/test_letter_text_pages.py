"""The organiser writes the letter: example beside it, clear errors, and a new approval for other words."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from beraad.assemblies.models import Phase, Role
from beraad.recruitment.letters import printing
from tests.pages import Browser, Page

BODY = "Beste {naam},\nKom ook!\n{vraag}\n{speelruimte}\n{code}\nTot ziens."
QUESTION = "Hoe houden wij ons dorp *leefbaar*? #niet"
EDIT = "/beheer/wonen/brieven/tekst/eerste/nl"


@pytest.fixture
def griffie(make: Any, sign_in: Any) -> tuple[Any, Browser]:
    """A burgerberaad with a wave of letters, and its griffie."""
    assembly = make.recruiting(
        slug="wonen", question="Hoe houden wij ons dorp *leefbaar*? #niet", expectations="Zes avonden."
    )
    make.sample(assembly, 20)
    make.wave(assembly, 5)
    return assembly, sign_in(make.member(assembly, Role.REGISTRY))


def pictures(page: Page) -> list[bytes]:
    """The pages of the letter that are shown."""
    found = page.soup.select("img.beraad-sheet")
    assert all(image["alt"] for image in found)
    return [base64.b64decode(str(image["src"]).partition(",")[2]) for image in found]


def looked_at(browser: Any) -> list[bytes]:
    """The letter in the words that are kept."""
    return pictures(browser.get(EDIT).submit(button="Bekijken zonder te bewaren"))


def test_words_are_looked_at_then_kept_then_put_back(griffie: Any) -> None:
    _assembly, browser = griffie
    page = browser.get("/beheer/wonen/brieven").follow("Tekst van de brieven").follow("Eerste brief, Nederlands")
    assert pictures(page) == [], "the page is light until somebody looks"
    ours = looked_at(browser)
    assert len(ours) == 2 and all(picture.startswith(b"\x89PNG") for picture in ours)
    looked = page.submit({"title": "Doet u mee?", "body": BODY}, button="Bekijken zonder te bewaren")
    assert looked.status == 200 and pictures(looked)[0] != ours[0]
    assert looked_at(browser) == ours, "looking keeps nothing"
    page = looked.submit(button="Bewaren")
    assert "De tekst is bewaard." in page.text and looked_at(browser) == pictures(looked)
    page = page.follow("Lees de bewaarde brief als bladzijde")
    assert "Doet u mee?" in page.main and "Beste Voorbeeldinwoner," in page.main and "0000-0000-0000" in page.main
    assert QUESTION in page.main
    assert page.follow("Zoals hij wordt gedrukt (PDF)").response.data.startswith(b"%PDF-")
    browser.get(EDIT).submit(button="Gebruik de tekst van Beraad")
    assert looked_at(browser) == ours


def test_an_unknown_word_is_said_with_its_line_and_nothing_is_kept(griffie: Any) -> None:
    _assembly, browser = griffie
    page = browser.get(EDIT).submit({"body": BODY + "\nU woont in {dorp}."}, button="Bewaren")
    assert page.status == 422
    assert page.errors == ["Regel 7: {dorp} kennen wij niet. Kies een woord uit de lijst op deze bladzijde."]
    assert "{dorp}" in page.html and "{dorp}" not in browser.get(EDIT).html
    page = browser.get(EDIT).submit({"body": "Kom ook!"}, button="Bekijken zonder te bewaren")
    assert page.errors == ["Zet {vraag} alleen op een regel. Zonder dit deel is de brief niet af."]


def test_the_example_keeps_up_with_the_words_and_tells_what_is_wrong(griffie: Any) -> None:
    _assembly, browser = griffie
    page = browser.get(EDIT)
    token = page.soup.select_one("main input[name=csrf_token]")
    assert token is not None
    asked = {"csrf_token": token["value"], "title": "Doet u mee?", "body": BODY}
    found = browser.post(EDIT + "/beeld", asked).response.get_json()
    assert found["error"] == "" and [page[:22] for page in found["pages"]] == ["data:image/png;base64,"] * 2
    found = browser.post(EDIT + "/beeld", {**asked, "body": "{dorp}"}).response.get_json()
    assert found["pages"] == [] and "Regel 1: {dorp} kennen wij niet." in found["error"]


def test_a_second_language_and_large_print_are_chosen_for_all_letters(griffie: Any) -> None:
    _assembly, browser = griffie
    page = browser.get("/beheer/wonen/brieven/tekst").submit({"large": "y", "second_language": "pl"}, button="Bewaren")
    page = page.follow("Herinnering, Polski")
    assert "Reminder" in page.html, "where we have no words the English ones are there to begin with"
    page = page.submit({"title": "Zaproszenie", "body": "Dzień dobry\n{code}"}, button="Bewaren")
    assert len(looked_at(browser)) == 4, "two pages in Dutch large print, one in Polish, the form"
    assert browser.get("/beheer/wonen/brieven/tekst/eerste/xx").status == 404


def test_other_words_need_a_new_approval_until_a_file_was_fetched(griffie: Any, make: Any, sign_in: Any) -> None:
    assembly, browser = griffie
    colleague = sign_in(make.member(assembly, Role.ORGANISER))
    wave = "/beheer/wonen/brieven/1"
    colleague.get(wave).act("Goedkeuren voor verzending")
    assert "Kom ook!" not in printed(browser)
    browser.get(EDIT).submit({"body": BODY}, button="Bewaren")
    page = colleague.get(wave)
    assert "De tekst is veranderd na de goedkeuring" in page.main and "Brieven 1 tot en met 5" not in page.main
    refused = colleague.post(wave + "/bestanden/1.pdf", csrf(page.follow("Goedkeuren voor verzending")))
    assert "Keur de ronde eerst opnieuw goed." in refused.text, "the old words don't leave"
    page = browser.get(wave).act("Goedkeuren voor verzending")
    assert "Het ligt nu bij een collega." in page.text, "whoever wrote the words doesn't approve them"
    page = colleague.get(wave).act("Goedkeuren voor verzending")
    assert "Kom ook!" in printed(browser)
    pdf = page.submit(button="Brieven 1 tot en met 5 (PDF)").response.data
    browser.get(EDIT).submit({"body": BODY.replace("Kom ook!", "Kom toch!")}, button="Bewaren")
    page = colleague.get(wave)
    assert "De tekst is veranderd" not in page.main and "opgehaald op" in page.main
    assert page.submit(button="Brieven 1 tot en met 5 (PDF)").response.data == pdf, "what went to the printer stays"


def test_words_that_name_what_is_not_known_are_not_approved(griffie: Any, make: Any, sign_in: Any) -> None:
    assembly, browser = griffie
    page = browser.get(EDIT).submit({"body": BODY + "\n{telefoon}"}, button="Bewaren")
    assert page.errors == ["{telefoon} is nog niet bekend. Vul dit eerst in bij de gegevens van het burgerberaad."]
    assembly.contact_phone = "0592 123456"
    page = browser.get(EDIT).submit({"body": BODY + "\n{telefoon}"}, button="Bewaren")
    assert "De tekst is bewaard." in page.text
    assembly.contact_phone = ""
    page = browser.get("/beheer/wonen/brieven/tekst/eerste/voorbeeld")
    assert "Deze brief is nog niet af" in page.main and "{telefoon} is nog niet bekend" in page.main
    browser.get("/beheer/wonen/brieven/1").act("Goedkeuren voor verzending")
    page = sign_in(make.member(assembly, Role.ORGANISER)).get("/beheer/wonen/brieven/1")
    page = page.act("Goedkeuren voor verzending")
    assert page.status == 409 and "{telefoon} is nog niet bekend" in page.text


def csrf(page: Page) -> dict[str, Any]:
    token = page.soup.select_one("main input[name=csrf_token]")
    assert token is not None
    return {"csrf_token": token["value"]}


def printed(browser: Browser) -> str:
    """The words in the first file for the printer."""
    with browser.app.app_context():
        path = Path(printing.path(1, 1))
    return " ".join(page.extract_text() for page in PdfReader(path).pages)


def test_the_return_address_is_typed_once_and_letters_wait_for_it(make: Any, sign_in: Any) -> None:
    assembly = make.assembly(phase=Phase.RECRUITMENT)
    make.sample(assembly, 8)
    make.wave(assembly, 2)
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get(f"/beheer/{assembly.slug}/brieven/1").act("Goedkeuren voor verzending")
    assert "Het retouradres is nog niet bekend." in page.text
    page = browser.get(f"/beheer/{assembly.slug}/brieven/tekst")
    assert "Er is nog geen retouradres" in page.main
    page = page.follow("Retouradres invullen of wijzigen").submit(
        {"name": "De griffie", "line": "Antwoordnummer 100", "postcode": "94", "place": ""}, button="Bewaren"
    )
    assert page.errors == ["Vul een postcode in, zoals 1234 AB.", "Vul de plaats in."]
    page = page.submit({"postcode": "9400vb", "place": "Voorbeeldstad"}, button="Bewaren")
    assert "9400 VB VOORBEELDSTAD" in page.main and "een postzegel is niet nodig" in page.main
    browser.get(f"/beheer/{assembly.slug}/brieven/1").act("Goedkeuren voor verzending")
    colleague = sign_in(make.member(assembly, Role.ORGANISER))
    page = colleague.get(f"/beheer/{assembly.slug}/brieven/1").act("Goedkeuren voor verzending")
    assert "Er staat nog niet wie de functionaris gegevensbescherming is." in page.text
    page = browser.get(f"/beheer/{assembly.slug}/brieven/tekst")
    page = page.follow("Ondertekening en persoonsgegevens invullen of wijzigen")
    assert page.submit(button="Bewaren").errors == ["Vul in hoe mensen de functionaris gegevensbescherming bereiken."]
    signed = {"signed_by": "R. Voorbeeld", "privacy_contact": "fg@voorbeeld.example"}
    no_picture = page.submit({**signed, "signature": (io.BytesIO(b"GIF89a"), "naam.gif")}, button="Bewaren")
    assert no_picture.errors == ["Kies een PNG-bestand."]
    page = page.submit(signed, button="Bewaren")
    assert "R. Voorbeeld" in page.main and "fg@voorbeeld.example" in page.main
    browser.get(f"/beheer/{assembly.slug}/brieven/1").act("Goedkeuren voor verzending")
    page = colleague.get(f"/beheer/{assembly.slug}/brieven/1").act("Goedkeuren voor verzending")
    assert "Bestanden voor de drukker" in page.main
