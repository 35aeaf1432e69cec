"""Every page in a real browser, on a phone of 320 px and on a desk: no barriers that a machine can find."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from selenium import webdriver

from tests import examples, visitors
from tests.access import reader_of, table
from tests.browser import barriers
from tests.pages import Browser
from tests.visitors import NOBODY, Kept

WIDTHS = (320, 1280)
Become = Callable[[str], None]
#: forms whose page with mistakes is looked at too
MAIN_FORMS = (
    "accounts.sign_in", "recruitment_public.code", "recruitment.add", "assemblies.create", "meetings.create",
    "materials.create", "materials_ask.ask", "lottery_quotas.edit", "recommendations_proposals.add",
    "recommendations_answers.respond", "recommendations_follow_up.update", "telling.add",
)  # fmt: skip


@pytest.fixture
def become(demo_app: Flask, site: str, chromium: webdriver.Chrome) -> Iterator[Become]:
    """Lets Chromium go on as another visitor."""
    browsers: dict[str, Browser] = {}

    def change(visitor: str) -> None:
        chromium.delete_all_cookies()
        if visitor == NOBODY:
            return
        browser = browsers.setdefault(visitor, visitors.browser(demo_app, visitor))
        cookie = browser.raw.get_cookie("beraad")
        assert cookie is not None
        chromium.add_cookie({"name": "beraad", "value": cookie.value, "path": "/"})

    with Kept(demo_app), barriers.at_hand(chromium):
        chromium.get(site + "/robots.txt")
        yield change


def pages(app: Flask) -> dict[str, list[tuple[str, str]]]:
    """Visitor → (endpoint, address) of the pages that are opened as that visitor; files are left out."""
    found: dict[str, list[tuple[str, str]]] = {}
    for (method, endpoint), path in examples.addresses(app).items():
        if method == "GET":
            found.setdefault(reader_of((method, endpoint)), []).append((endpoint, path))
    return found


@pytest.mark.servers
def test_no_page_has_a_barrier(demo_app: Flask, site: str, chromium: webdriver.Chrome, become: Become) -> None:
    wrong, widths = {}, WIDTHS
    for visitor, addresses in pages(demo_app).items():
        become(visitor)
        reader = visitors.browser(demo_app, visitor).raw
        for endpoint, path in addresses:
            if reader.get(path, follow_redirects=True, buffered=True).mimetype != "text/html":
                continue
            chromium.get(site + path)
            widths = widths[::-1]  # each page is first looked at on the screen of the one before
            for width in widths:
                if barriers_here := barriers.found(chromium, width):
                    wrong[f"{endpoint} at {width} px"] = barriers_here
    assert not wrong, "\n".join(f"{place}: {what}" for place, what in wrong.items())


@pytest.mark.servers
def test_no_page_with_mistakes_has_a_barrier(
    demo_app: Flask, site: str, chromium: webdriver.Chrome, become: Become
) -> None:
    wrong = {}
    addresses = examples.addresses(demo_app)
    for endpoint in MAIN_FORMS:
        assert ("POST", endpoint) in table()
        become(reader_of(("GET", endpoint)))
        chromium.get(site + addresses["GET", endpoint])
        chromium.execute_script(
            "const form = [...document.querySelectorAll('main form[method=post]')].at(-1);"
            "form.querySelectorAll('input:not([type=hidden]), textarea').forEach(field => {"
            "  if (!['radio', 'checkbox', 'submit'].includes(field.type)) field.value = '' });"
            "form.submit()"
        )
        assert chromium.find_elements("css selector", ".beraad-errors"), f"{endpoint} tells no mistake"
        for width in WIDTHS:
            if barriers_here := barriers.found(chromium, width):
                wrong[f"{endpoint} at {width} px"] = barriers_here
    assert not wrong, "\n".join(f"{place}: {what}" for place, what in wrong.items())
