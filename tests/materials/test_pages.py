"""Documents in the browser: written by staff, read by the panel, some of them by everyone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from types import ModuleType

import pytest
from sqlalchemy import func, select

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Role
from beraad.extensions import db
from beraad.materials import service
from beraad.materials.models import Document, Language, Readers, Version
from beraad.materials.service import Content
from beraad.meetings import attendance
from beraad.meetings import service as meetings
from beraad.meetings.models import Audience, Presence
from beraad.orm import now
from beraad.panel.models import Seat, SeatState
from beraad.web import uploads
from tests.pages import Browser, Page

SignIn = Callable[[Account], Browser]
ABOUT = {"title": "Cijfers over wonen", "kind": "onderzoek", "readers": "paneel", "source": "Bureau Voorbeeld"}


@pytest.fixture
def assembly(make: ModuleType) -> Assembly:
    return make.assembly(slug="wonen")


@pytest.fixture
def organiser(make: ModuleType, sign_in: SignIn, assembly: Assembly) -> Browser:
    return sign_in(make.member(assembly, Role.ORGANISER, name="Organisator Voorbeeld"))


@pytest.fixture
def panellist(make: ModuleType, sign_in: SignIn, assembly: Assembly) -> Browser:
    return sign_in(make.member(assembly, Role.PANELLIST))


def pdf(make: ModuleType, name: str = "../../geheime naam.exe") -> list[tuple[BytesIO, str]]:
    """A PDF under a name that nobody should trust."""
    return [(BytesIO(make.PDF), name)]


def test_a_document_is_written_looked_at_and_published(
    make: ModuleType, assembly: Assembly, organiser: Browser, panellist: Browser
) -> None:
    meeting = make.meeting(assembly, number=1, title="Leren")
    page = organiser.get("/beheer/wonen/stukken").follow("Stuk toevoegen")
    page = page.submit({**ABOUT, "text": "# Kop\n\nEr staan **veel** huizen leeg.", "meeting_id": str(meeting.id)})
    assert "Concept" in page.main
    assert "Cijfers over wonen" not in panellist.get("/panel/wonen/stukken").main

    page = page.follow("Bekijken zoals lezers het zien")
    assert page.soup.select_one("main h2").get_text() == "Kop"  # type: ignore[union-attr]
    assert "De tekst heeft 6 woorden." in page.main
    page = page.act("Laatste versie publiceren")
    assert "Lezers zien nu de laatste versie." in page.main

    page = panellist.get("/panel/wonen/stukken")
    assert "1. Leren" in page.main
    page = page.follow("Cijfers over wonen")
    assert "Er staan veel huizen leeg." in page.main
    assert "Bureau Voorbeeld" in page.main


def test_a_next_version_waits_for_publishing_and_the_old_one_stays(
    make: ModuleType, assembly: Assembly, organiser: Browser, panellist: Browser
) -> None:
    document = make.document(assembly, title="Nota", text="Oude tekst.")
    page = organiser.get(f"/beheer/wonen/stukken/{document.id}").follow("Nieuwe versie maken")
    page = page.submit({"text": "Nieuwe tekst.", "note": "Cijfers van 2026"})
    assert "Deze versie is nog niet gepubliceerd." in page.main
    reading = panellist.get(f"/panel/wonen/stukken/{document.id}")
    assert "Oude tekst." in reading.main
    assert panellist.get(f"/panel/wonen/stukken/{document.id}/versies/2").status == 404

    page = page.act("Laatste versie publiceren")
    assert "Organisator Voorbeeld" in page.main
    reading = panellist.get(f"/panel/wonen/stukken/{document.id}")
    assert "Nieuwe tekst." in reading.main
    assert "Cijfers van 2026" in reading.main
    old = reading.follow("Versie 1")
    assert "Dit is een oude versie. De laatste versie is 2." in old.main
    assert "Oude tekst." in old.main


def test_two_writers_at_once_lose_nothing(make: ModuleType, assembly: Assembly, organiser: Browser) -> None:
    document = make.document(assembly, text="Begin.")
    address = f"/beheer/wonen/stukken/{document.id}/versies/nieuw"
    first, second = organiser.get(address), organiser.get(address)
    first.submit({"text": "Van de een."})
    page = second.submit({"text": "Van de ander."})
    assert page.status == 409
    assert "Dit is veranderd terwijl u bezig was." in page.errors[0]
    assert "Van de een." in page.main
    assert "Van de ander." in page.soup.select_one("textarea").get_text()  # type: ignore[union-attr]
    texts = db.session.scalars(select(Version.text).where(Version.document_id == document.id).order_by(Version.number))
    assert list(texts) == ["Begin.", "Van de een."]


def test_a_file_is_kept_under_its_hash_and_comes_back_as_a_download(
    make: ModuleType, assembly: Assembly, organiser: Browser, panellist: Browser
) -> None:
    page = organiser.get("/beheer/wonen/stukken/nieuw").submit({**ABOUT, "file": pdf(make)})
    page.act("Laatste versie publiceren")
    reading = panellist.get("/panel/wonen/stukken").follow("Cijfers over wonen")
    answer = reading.follow("Download het bestand (PDF, 1 kB)").response
    assert answer.data == make.PDF
    assert answer.headers["Content-Disposition"] == "attachment; filename=cijfers-over-wonen-versie-1.pdf"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"
    folder = organiser.app.config["BERAAD"].instance / "uploads"
    assert not [file for file in folder.rglob("*") if "naam" in file.name]


def test_a_file_stays_with_the_next_version_until_it_is_taken_away(
    make: ModuleType, assembly: Assembly, organiser: Browser
) -> None:
    document = make.document(assembly, text="Een.", file=uploads.keep(make.PDF))
    address = f"/beheer/wonen/stukken/{document.id}"
    organiser.get(address + "/versies/nieuw").submit({"text": "Twee."})
    assert organiser.get(address + "/versies/2/bestand").response.data == make.PDF
    organiser.get(address + "/versies/nieuw").submit({"without_file": "y"})
    assert organiser.get(address + "/versies/3/bestand").status == 404
    assert organiser.get(address + "/versies/1/bestand").status == 200


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<svg onload='alert(1)'/>", "Dit soort bestand kan niet."),
        (b"", "Dit bestand is leeg."),
        (b"%PDF-" + bytes(100), "Dit bestand is groter dan 20 MB."),
    ],
)
def test_a_file_that_is_not_taken_is_refused_in_words(
    organiser: Browser, monkeypatch: pytest.MonkeyPatch, content: bytes, message: str
) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 50)
    page = organiser.get("/beheer/wonen/stukken/nieuw")
    page = page.submit({**ABOUT, "file": [(BytesIO(content), "cijfers.pdf")]})
    assert page.status == 422
    assert len(page.errors) == 1
    assert page.errors[0].startswith(message)
    assert page.soup.select_one("[name=title]")["value"] == ABOUT["title"]  # type: ignore[index]
    assert db.session.scalar(select(func.count(Document.id))) == 0


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"title": ""}, "Vul een titel in."),
        ({"text": ""}, "Vul een tekst in of kies een bestand."),
        ({"kind": "roman"}, "Kies een van de mogelijkheden."),
        ({"meeting_id": "999"}, "Kies een van de mogelijkheden."),
        ({"position": "-1"}, "Vul een getal in van 0 tot 9999."),
    ],
)
def test_a_wrong_answer_comes_back_with_the_others_kept(
    organiser: Browser, wrong: dict[str, str], message: str
) -> None:
    page = organiser.get("/beheer/wonen/stukken/nieuw").submit({**ABOUT, "text": "Tekst.", **wrong})
    assert page.status == 422
    assert page.errors == [message]
    assert page.soup.select_one("[name=source]")["value"] == "Bureau Voorbeeld"  # type: ignore[index]


def test_the_fields_of_a_document_can_change(make: ModuleType, assembly: Assembly, organiser: Browser) -> None:
    document = make.document(assembly, title="Oud")
    page = organiser.get(f"/beheer/wonen/stukken/{document.id}").follow("Gegevens wijzigen")
    page = page.submit({"title": "Nieuw", "theme": "Geld", "stance": "tegen", "is_groundwork": "y"})
    assert page.h1 == "Nieuw"
    assert "Standpunt: Tegen" in page.main
    assert "Tegen 1" in organiser.get("/beheer/wonen/stukken").main


def test_a_second_publication_is_refused_on_the_page_of_the_document(
    make: ModuleType, assembly: Assembly, organiser: Browser
) -> None:
    document = make.document(assembly, draft=True)
    page = organiser.get(f"/beheer/wonen/stukken/{document.id}")
    late = page.follow("Laatste versie publiceren")
    page.act("Laatste versie publiceren")
    page = late.press()
    assert page.status == 409
    assert "Lezers zien de laatste versie al." in page.main


def test_drafts_and_the_papers_of_the_panel_stay_out_of_the_public_library(
    make: ModuleType, assembly: Assembly, client: Browser
) -> None:
    hidden = [
        make.document(assembly, title="GEHEIM concept", readers=Readers.PUBLIC, draft=True),
        make.document(assembly, title="GEHEIM besloten", file=uploads.keep(make.PDF)),
    ]
    original = make.document(assembly, title="Open nota", readers=Readers.PUBLIC)
    make.document(assembly, title="GEHEIM vertaling", original_id=original.id)
    service.revise(original, Content("GEHEIME nieuwe tekst"), based_on=1)
    db.session.commit()
    for address in ("", "/stukken", f"/stukken/{original.id}"):
        assert "GEHEIM" not in client.get(f"/burgerberaden/wonen{address}").text
    for document in hidden:
        assert client.get(f"/burgerberaden/wonen/stukken/{document.id}").status == 404
        assert client.get(f"/burgerberaden/wonen/stukken/{document.id}/bestand").status == 404


def test_a_withdrawn_document_is_gone_for_readers(
    make: ModuleType, assembly: Assembly, organiser: Browser, panellist: Browser
) -> None:
    document = make.document(assembly)
    page = organiser.get(f"/beheer/wonen/stukken/{document.id}").act("Intrekken")
    assert "Ingetrokken" in page.main
    assert panellist.get(f"/panel/wonen/stukken/{document.id}").status == 404
    page.act("Laatste versie publiceren")
    assert panellist.get(f"/panel/wonen/stukken/{document.id}").status == 200


def test_the_panel_finds_documents_by_theme_and_title(make: ModuleType, assembly: Assembly, panellist: Browser) -> None:
    make.document(assembly, title="Kosten van bouwen", theme="Geld")
    make.document(assembly, title="Kaart van het dorp", theme="Ruimte")
    make.document(assembly, title="Rooster")
    page = panellist.get("/panel/wonen/stukken").submit({"volgorde": "thema"}, button="Zoek")
    assert [h.get_text() for h in page.soup.select("main h2")] == ["Geld", "Ruimte", "Zonder thema"]
    page = page.submit({"volgorde": "-titel", "thema": ""}, button="Zoek")
    assert [h.get_text() for h in page.soup.select("main h2")] == ["Alle stukken"]
    titles = ["Rooster", "Kosten van bouwen", "Kaart van het dorp"]
    assert [h.get_text() for h in page.soup.select("main h3")] == titles
    page = panellist.get("/panel/wonen/stukken").submit({"zoek": "kaart"}, button="Zoek")
    assert "Kaart van het dorp" in page.main
    assert "Kosten van bouwen" not in page.main
    assert "Niets gevonden." in page.submit({"zoek": "onvindbaar"}, button="Zoek").main
    assert "Kosten van bouwen" in page.submit({"zoek": "", "thema": "0"}, button="Zoek").main


def test_who_missed_a_meeting_reads_how_to_catch_up(make: ModuleType, sign_in: SignIn, assembly: Assembly) -> None:
    account = make.member(assembly, Role.PANELLIST)
    person = make.registration(assembly)
    own = Seat(
        assembly_id=assembly.id,
        number=1,
        registration_id=person.id,
        pool_id=person.pool_id,
        account_id=account.id,
        state=SeatState.INVITED,
    )
    db.session.add(own)
    db.session.commit()
    meeting = make.meeting(assembly, starts_at=now() - timedelta(days=1))
    make.document(assembly, meeting_id=meeting.id)
    browser = sign_in(account)
    assert "U was niet bij deze bijeenkomst." not in browser.get("/panel/wonen/stukken").main
    attendance.note(meeting, {own.id: Presence.ABSENT})
    meetings.mark_held(meeting)
    db.session.commit()
    assert "U was niet bij deze bijeenkomst." in browser.get("/panel/wonen/stukken").main


def test_a_translation_says_its_language(make: ModuleType, assembly: Assembly, panellist: Browser) -> None:
    original = make.document(assembly, title="Nota")
    make.document(assembly, title="مذكرة", language=Language.ARABIC, original_id=original.id)
    page = panellist.get(f"/panel/wonen/stukken/{original.id}").follow("مذكرة")
    assert page.soup.select_one("main div[lang=ar][dir=auto]")
    assert page.follow("Nota").h1 == "Nota"


def test_the_public_library_shows_the_groundwork_first(make: ModuleType, assembly: Assembly, client: Browser) -> None:
    make.document(assembly, title="Oud besluit", is_groundwork=True, readers=Readers.PUBLIC)
    make.document(assembly, title="Uitleg", readers=Readers.PUBLIC, file=uploads.keep(make.PDF))
    closed = make.document(assembly, title="Alleen panel")
    page = client.get("/burgerberaden/wonen/stukken")
    headings = [h.get_text() for h in page.soup.select("main h2, main h3")]
    assert headings == ["Voorwerk", "Oud besluit", "Andere stukken", "Uitleg"]
    assert client.get(f"/burgerberaden/wonen/stukken/{closed.id}").status == 404
    reading = page.follow("Uitleg")
    assert reading.follow("Download het bestand (PDF, 1 kB)").response.data == make.PDF


def test_reading_leaves_no_trace(make: ModuleType, assembly: Assembly, panellist: Browser) -> None:
    document = make.document(assembly)

    def rows() -> dict[str, int]:
        tables = db.metadata.sorted_tables
        return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}

    before = rows()
    panellist.get(f"/panel/wonen/stukken/{document.id}")
    assert rows() == before


def test_a_document_of_another_burgerberaad_does_not_exist_here(
    make: ModuleType, organiser: Browser, panellist: Browser, client: Browser
) -> None:
    elsewhere = make.document(make.assembly(), readers=Readers.PUBLIC)
    for browser, part in ((organiser, "beheer"), (panellist, "panel"), (client, "burgerberaden")):
        assert browser.get(f"/{part}/wonen/stukken/{elsewhere.id}").status == 404
    assert organiser.get(f"/beheer/wonen/stukken/{elsewhere.id}/versies/1").status == 404
    assert panellist.get(f"/panel/wonen/stukken/{elsewhere.id}/versies/1").status == 404


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.COUNCILLOR, Role.FACILITATOR])
def test_others_who_work_on_it_look_but_change_nothing(
    make: ModuleType, sign_in: SignIn, assembly: Assembly, role: Role
) -> None:
    document = make.document(assembly)
    browser = sign_in(make.member(assembly, role))
    page = browser.get(f"/beheer/wonen/stukken/{document.id}")
    assert "Nieuwe versie maken" not in page.links()
    assert browser.get(f"/beheer/wonen/stukken/{document.id}/wijzigen").status == 403
    assert browser.get(f"/panel/wonen/stukken/{document.id}").status == 403


def test_the_page_of_a_meeting_has_its_papers_beside_it(
    make: ModuleType, assembly: Assembly, panellist: Browser, client: Browser
) -> None:
    meeting = make.meeting(assembly, audience=Audience.PUBLIC)
    make.document(assembly, title="Voor iedereen", meeting_id=meeting.id, readers=Readers.PUBLIC)
    make.document(assembly, title="Voor het panel", meeting_id=meeting.id, readers=Readers.PANEL)
    make.document(assembly, title="Nog niet af", meeting_id=meeting.id, draft=True)
    make.document(assembly, title="Van elders", readers=Readers.PUBLIC)
    here = f"bijeenkomsten/{meeting.id}"
    everyone = client.get(f"/burgerberaden/wonen/{here}")
    assert beside(panellist.get(f"/panel/wonen/{here}")) == ["Voor het panel", "Voor iedereen"]
    assert beside(everyone) == ["Voor iedereen"]
    assert everyone.follow("Voor iedereen").h1 == "Voor iedereen"


def beside(page: Page) -> list[str]:
    """The papers in the side column."""
    part = page.soup.find("h2", string="Stukken bij deze bijeenkomst")
    assert part is not None
    return sorted(link.text for link in part.find_next("ul").select("a"))
