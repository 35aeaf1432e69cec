"""Markdown becomes HTML that fits in a page and can do no harm."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from beraad.web.documents.markdown import to_html


def test_a_text_becomes_paragraphs_and_lists() -> None:
    assert to_html("Eerst **dit**.\n\n- een\n- twee") == (
        "<p>Eerst <strong>dit</strong>.</p>\n<ul>\n<li>een</li>\n<li>twee</li>\n</ul>\n"
    )


def test_headings_start_at_the_second_level_and_skip_none() -> None:
    html = to_html("# Titel\n\n### Diep\n\n## Minder diep\n\n# Weer boven")
    assert "<h2>Titel</h2>" in html
    assert "<h3>Diep</h3>" in html
    assert "<h3>Minder diep</h3>" in html
    assert "<h2>Weer boven</h2>" in html


def test_the_first_heading_is_the_second_level_wherever_the_writer_began() -> None:
    assert to_html("#### Klein begonnen") == "<h2>Klein begonnen</h2>\n"


def test_six_levels_stay_within_html() -> None:
    html = to_html("\n\n".join("#" * level + " kop" for level in range(1, 7)))
    assert html.count("<h6>") == 2
    assert "<h7>" not in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[klik](javascript:alert(1))",
        "[klik](data:text/html;base64,PHNjcmlwdD4=)",
        "![plaatje](javascript:alert(1))",
        '![" onmouseover="alert(1)](https://voorbeeld.example/x.png)',
        "<a href='https://voorbeeld.example' onclick='x()'>x</a>",
    ],
)
def test_nothing_that_runs_comes_through(text: str) -> None:
    page = BeautifulSoup(to_html(text), "html5lib")
    assert page.find(["script", "img"]) is None
    for element in page.find_all("a"):
        assert set(element.attrs) <= {"href", "rel", "title"}
        assert not str(element.get("href", "")).startswith(("javascript:", "data:"))


def test_a_link_does_not_hand_over_the_page_it_came_from() -> None:
    assert to_html("[bron](https://voorbeeld.example/a?b=1&c=2)") == (
        '<p><a href="https://voorbeeld.example/a?b=1&amp;c=2" rel="noopener">bron</a></p>\n'
    )


def test_a_picture_becomes_a_link_with_its_description() -> None:
    assert to_html("![Kaart van de wijk](https://voorbeeld.example/kaart.png)") == (
        '<p><a href="https://voorbeeld.example/kaart.png" rel="noopener">Kaart van de wijk</a></p>\n'
    )


def test_a_table_says_what_its_headings_head() -> None:
    html = to_html("| jaar | aantal |\n|:--|--:|\n| 2025 | 12 |")
    assert html.count('<th scope="col">') == 2
    assert "style" not in html
    assert html.startswith('<div class="beraad-scroll" role="group" aria-label="Tabel" tabindex="0"><table>')
