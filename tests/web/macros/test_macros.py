"""The building blocks alone: valid HTML, a label for each field, nothing the CSP refuses, English complete."""

import gzip
import re
from pathlib import Path

import html5lib
from bs4 import BeautifulSoup
from flask import Flask

ROOT = Path(__file__).parents[3]
SHARED = ("parts", "macros", "errors")


def page(app: Flask, path: str) -> BeautifulSoup:
    return BeautifulSoup(app.test_client().get(path).text, "html.parser")


def test_a_page_is_valid_html_the_security_policy_accepts(app: Flask, path: str) -> None:
    answer = app.test_client().get(path)
    html5lib.HTMLParser(strict=True).parse(answer.text)
    found = BeautifulSoup(answer.text, "html.parser")
    assert answer.status_code == 200
    assert len(found.find_all("h1")) == 1
    assert not found.select("[style], style, [onclick], [onload], [onsubmit]")
    assert all(script["nonce"] == "proefnonce" and not script.text for script in found.find_all("script"))
    ids = [tag["id"] for tag in found.select("[id]")]
    assert len(ids) == len(set(ids))


def test_each_field_has_one_label_and_every_reference_leads_somewhere(app: Flask) -> None:
    found = page(app, "/galerij?fout")
    fields = found.select("input:not([type=hidden]), select, textarea")
    labels = [label["for"] for label in found.find_all("label")]
    assert len(fields) > 20
    assert [field["id"] for field in fields if labels.count(field["id"]) != 1] == []
    ids = {tag["id"] for tag in found.select("[id]")}
    named = [word for tag in found.select("[aria-describedby]") for word in tag["aria-describedby"].split()]
    named += [tag["aria-labelledby"] for tag in found.select("[aria-labelledby]")]
    named += [link["href"][1:] for link in found.select("a[href^='#']")]
    assert len(named) > 10
    assert set(named) <= ids


def test_errors_stand_on_top_and_in_the_same_words_at_the_field(app: Flask) -> None:
    found = page(app, "/galerij?fout")
    summary = found.select_one("section.beraad-errors[tabindex='-1'][autofocus]")
    assert found.title.text.startswith("Fout: ")
    assert "De streefcijfers tellen niet op tot 50." in summary.text
    links = {link["href"]: link.text for link in summary.find_all("a")}
    assert links["#name"] == "Vul uw naam in."
    assert links["#school-0"] == "Kies uw hoogste opleiding."
    assert links["#address-street"] == "Vul uw straat in."
    assert links["#quotas-0-low"] == "Vul een getal van 0 tot 99 in."
    assert found.select_one("#name")["aria-invalid"] == "true"
    assert "Vul uw naam in." in found.select_one("#name-error").text
    assert found.select_one("#quotas-0-low")["value"] == "-1"
    assert found.select("[role=alert]") == []


def test_a_page_without_errors_says_nothing_about_errors(app: Flask) -> None:
    found = page(app, "/galerij")
    assert not found.title.text.startswith("Fout")
    assert found.select(".beraad-errors, [aria-invalid], .beraad-field__error") == []


def test_attributes_of_the_caller_reach_the_field(app: Flask) -> None:
    found = page(app, "/galerij")
    assert found.select_one("#email")["autocomplete"] == "email"
    assert found.select_one("#seats")["inputmode"] == "numeric"
    assert found.select_one("label[for=quotas-1-high]").text == "Ten hoogste, Man"
    assert found.select_one("form[enctype='multipart/form-data'] [name=csrf_token]")["value"]


def test_each_cell_has_the_name_of_its_column_for_a_phone(app: Flask) -> None:
    cells = page(app, "/galerij").select("table:has(caption:-soup-contains('Rangorde')) tbody tr > *")
    assert [(cell.get("data-label"), cell["role"], cell.text) for cell in cells] == [
        ("Plaats", "cell", "1"),
        (None, "rowheader", "Noord"),
        ("Brieven & kaarten", "cell", "1.200"),
        ("Stand", "cell", "Laag"),
    ]


def test_a_table_keeps_its_roles_where_a_phone_shows_blocks(app: Flask) -> None:
    for table in page(app, "/galerij").find_all("table"):
        assert table["role"] == "table"
        assert {part["role"] for part in table.select("thead, tbody")} == {"rowgroup"}
        assert {row["role"] for row in table.select("tr")} == {"row"}
        assert {head["role"] for head in table.select("thead th")} == {"columnheader"}
        assert {cell["role"] for cell in table.select("tbody th")} == {"rowheader"}
        assert all(cell["role"] == "cell" and cell["data-label"] for cell in table.select("tbody td"))


def test_the_menu_opens_without_a_script_and_marks_where_one_is(app: Flask) -> None:
    header = page(app, "/galerij").header
    menu = header.select_one("details.beraad-menu:not([open])")
    assert menu.summary.text == "Menu"
    assert menu.select_one("nav [aria-current=page]").text == "Overzicht"
    assert header.select_one(".beraad-places [aria-current=page]").text == "Loting"


def test_the_side_column_says_what_comes_and_whom_to_ask(app: Flask) -> None:
    side = page(app, "/galerij").aside
    assert "Openbare loting12 december 2026" in side.text
    assert side.select_one("a[href='tel:0591123456']").text == "0591 12 34 56"
    assert [link.text for link in page(app, "/fout/404").aside.select("a")] == ["Zo werkt het", "Aanbevelingen"]


def test_a_bar_is_as_long_as_its_figure_and_the_table_says_the_same(app: Flask) -> None:
    figure = page(app, "/galerij").find("figure")
    top = 31.5 * 1.05
    widths = [bar["width"] for bar in figure.select(".beraad-bars rect.beraad-bars__panel")]
    assert widths == [f"{round(100 * value / top, 2)}%" for value in (12, 22)]
    rows = [[cell.text for cell in row.select("th, td")] for row in figure.select("tbody tr")]
    assert rows[0][1:] == ["10–14", "9", "12"]
    assert rows[1][1:] == ["20", "31,5", "22 (buiten het streefcijfer)"]
    assert rows[2][1:] == ["8–12", "onbekend", "onbekend"]


def test_a_progress_page_loads_itself_again_where_scripts_are_off_until_it_is_ready(app: Flask) -> None:
    client = app.test_client()
    looks = [BeautifulSoup(client.get("/voortgang").text, "html.parser") for _ in range(4)]
    assert [look.progress["value"] for look in looks[:3]] == ["1", "2", "3"]
    assert [look.select_one("head noscript meta[http-equiv=refresh]")["content"] for look in looks[:3]] == ["1"] * 3
    assert looks[3].select("meta[http-equiv=refresh], script[src*=progress], progress") == []


def test_page_numbers_keep_the_order(app: Flask) -> None:
    nav = page(app, "/galerij").select_one(".beraad-pagination")
    assert [link["href"] for link in nav.find_all("a")] == [
        "/galerij?volgorde=-rij" + (f"&pagina={n}" if n > 1 else "") for n in (4, 1, 4, 6, 12, 6)
    ]
    assert nav.select_one("[aria-current=page]").text == "Pagina 5"


def test_signing_in_is_a_link_and_signing_out_a_form(app: Flask) -> None:
    assert page(app, "/galerij").select_one("header a[href='/inloggen']").text == "Inloggen"
    header = page(app, "/galerij?account").header
    assert header.select_one("form[method=post][action='/uitloggen'] [name=csrf_token]")["value"]
    assert "Medewerker griffie" in header.text


def test_english_is_shown(app: Flask) -> None:
    english = page(app, "/fout/404?taal=en")
    assert english.html["lang"] == "en"
    assert english.h1.text == "This page does not exist"
    assert english.select_one("header a[hreflang=nl]")["href"] == "/taal/nl?terug=/fout/404"


def test_the_style_of_a_page_stays_small() -> None:
    sheets = [*(ROOT / "beraad/static/vendor").rglob("*.css"), ROOT / "beraad/static/css/beraad.css"]
    assert len(sheets) == 3
    assert sum(len(gzip.compress(sheet.read_bytes())) for sheet in sheets) < 60_000
    for sheet in sheets:
        assert re.findall(r"sourceMappingURL|@import|url\(\s*[\"']?https?:", sheet.read_text("utf-8")) == []
