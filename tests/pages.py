"""A client that checks every page it opens, as a careful visitor would.

    page = client.get("/inloggen")
    page = page.submit({"email": "a@voorbeeld.example", "password": "…"}, button="Inloggen")

`get` and `submit` follow redirects; each HTML answer on the way out is checked, on SQLite: one title, one h1, headings
in order, unique ids, valid HTML, a label for every field, no inline script or style, the nonce on scripts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from contextvars import Context
from functools import cached_property, partial
from typing import Any

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from beraad.extensions import db

#: complaints of the HTML parser that are no fault
HARMLESS = frozenset[str]()
UNLABELLED_TYPES = frozenset({"hidden", "submit", "button", "reset", "image"})


class Page:
    """An answer of the application, with what a test asks of it."""

    def __init__(self, browser: Browser, response: TestResponse) -> None:
        self.browser = browser
        self.response = response
        self.status = response.status_code
        self.path = response.request.path
        self.is_html = response.mimetype == "text/html"
        self.html = response.get_data(as_text=True) if self.is_html else ""
        self.sent_keys: set[str] = set()
        if self.html and browser.is_careful:
            check(self)

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The tags of the page; parsed when a test first asks for them."""
        parsed = BeautifulSoup(self.html, "html.parser")
        for unused in parsed.find_all("template"):  # not on the page until a script puts it there
            unused.decompose()
        return parsed

    @property
    def text(self) -> str:
        """Everything a visitor reads on the page, with single spaces; the raw body when it isn't a page."""
        if not self.is_html:
            return self.response.get_data(as_text=True)
        return re.sub(r"\s+", " ", self.soup.get_text(" ")).strip()

    @property
    def main(self) -> str:
        """What the visitor reads in the main part alone."""
        found = self.soup.find("main")
        assert isinstance(found, Tag), "the page has no main part"
        return re.sub(r"\s+", " ", found.get_text(" ")).strip()

    @property
    def title(self) -> str:
        found = self.soup.find("title")
        return found.get_text(strip=True) if found else ""

    @property
    def h1(self) -> str:
        found = self.soup.find("h1")
        return found.get_text(" ", strip=True) if found else ""

    @property
    def asked(self) -> dict[str, bool]:
        """Name of each visible field of the page's own form, in order, and whether something is chosen or filled in."""
        form = self.form()
        filled_in = {name for name, values in filled(form).items() if any(values)}
        fields = form.select("input:not([type=hidden]), select, textarea")
        return {str(field["name"]): field["name"] in filled_in for field in fields}

    @property
    def errors(self) -> list[str]:
        """The entries of the error summary."""
        summary = self.soup.select_one(".beraad-errors")
        return [item.get_text(" ", strip=True) for item in summary.select("li")] if summary else []

    def links(self) -> dict[str, str]:
        """Text → address of each link in the page."""
        return {a.get_text(" ", strip=True): str(a["href"]) for a in self.soup.select("a[href]")}

    def follow(self, text: str) -> Page:
        """Open the link with this text."""
        found = self.links()
        assert text in found, f"no link {text!r} on {self.path}; there are {sorted(found)}"
        return self.browser.get(found[text])

    def form(self, button: str | None = None, action: str | None = None) -> Tag:
        """The form with this button text or action; without either, the only form in the main part."""
        forms = [f for f in self.soup.select("main form, form") if isinstance(f, Tag)]
        if button is not None:
            forms = [f for f in forms if any(b.get_text(" ", strip=True) == button for b in f.select("button"))]
        elif action is not None:
            forms = [f for f in forms if f.get("action") == action]
        else:
            forms = [f for f in self.soup.select("main form") if f.get("method", "get").lower() == "post"]
        assert forms, f"no form with button {button!r} or action {action!r} on {self.path}: {self.main[:300]}"
        assert len({id(f) for f in forms}) == 1 or button or action, f"several forms on {self.path}: name the button"
        return forms[0]

    def submit(
        self,
        values: Mapping[str, Any] | None = None,
        button: str | None = None,
        action: str | None = None,
        same_form: bool = False,
    ) -> Page:
        """Fill in the form's fields by name and send it, with everything that was already in it.

        Sent a second time, the form comes as from a second tab, unless it is to be the `same_form`: see `web.once`.
        """
        form = self.form(button, action)
        data = filled(form)
        key = "".join(data.get("form_key", []))
        if key in self.sent_keys and not same_form:
            data = {name: values for name, values in data.items() if name not in ("form_key", "based_on")}
        self.sent_keys.add(key)
        for name, value in (values or {}).items():
            assert form.find(attrs={"name": name}), f"the form on {self.path} has no field {name!r}"
            data[name] = value if isinstance(value, list | tuple) else [value]
        for pressed in form.select("button[name]"):
            if button is not None and pressed.get_text(" ", strip=True) == button:
                data[str(pressed["name"])] = [str(pressed.get("value", ""))]
        address = str(form.get("action") or self.path)
        if form.get("method", "get").lower() == "get":
            return self.browser.get(address, query_string=data)
        return self.browser.post(address, flatten(data))

    def act(self, link: str, values: Mapping[str, Any] | None = None) -> Page:
        """Open the page of an act of weight by its link, and press the button there."""
        return self.follow(link).press(values)

    def press(self, values: Mapping[str, Any] | None = None) -> Page:
        """Press the button of the page of an act of weight."""
        return self.submit(values, button=self.button)

    @property
    def button(self) -> str:
        """The words on the button of the page of an act of weight."""
        (found,) = self.soup.select("main button[name=step]")
        return found.get_text(" ", strip=True)


def filled(form: Tag) -> dict[str, list[Any]]:
    """The values that a browser would send if the form were sent unchanged."""
    data: dict[str, list[Any]] = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        name, kind = str(field["name"]), str(field.get("type", "text"))
        if field.name == "textarea":
            data.setdefault(name, []).append(field.get_text().removeprefix("\n"))
        elif field.name == "select":
            options = field.select("option")
            first = [] if field.has_attr("multiple") else options[:1]
            chosen = [option for option in options if option.has_attr("selected")] or first
            data.setdefault(name, []).extend(str(o.get("value", o.get_text())) for o in chosen)
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                data.setdefault(name, []).append(str(field.get("value", "on")))
        elif kind not in ("submit", "button", "file", "image", "reset"):
            data.setdefault(name, []).append(str(field.get("value", "")))
    return data


def flatten(data: Mapping[str, list[Any]]) -> dict[str, Any]:
    """Single values out of their lists, as the test client wants them."""
    return {name: values[0] if len(values) == 1 else values for name, values in data.items() if values != []}


class OwnContext(FlaskClient):
    """Each request in a context of its own, as in a server: nothing of the test or of an earlier request reaches it.

    The test's own transaction ends first, so that it sees afterwards what the request changed.
    """

    def open(self, *args: Any, **options: Any) -> TestResponse:
        if has_app_context():
            assert not (db.session.new or db.session.dirty or db.session.deleted), "commit before opening a page"
            db.session.rollback()
        return Context().run(super().open, *args, **options)


class Browser:
    """A visitor: keeps cookies, checks what it sees."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        #: the same rows make the same page on either database, and looking takes a third of the time: once is enough
        self.is_careful = app.config.get("DATABASE_KIND") != "postgresql"
        self.raw: FlaskClient = OwnContext(app, app.response_class)

    def get(self, path: str, **options: Any) -> Page:
        return self.open(path, method="GET", **options)

    def post(self, path: str, data: Any = None, **options: Any) -> Page:
        return self.open(path, method="POST", data=data, **options)

    def open(self, path: str, **options: Any) -> Page:
        """Send a request as a visitor elsewhere does: with nothing of the test's own context or transaction."""
        if has_app_context():
            db.session.commit()
        return Page(self, Context().run(partial(self.raw.open, path, follow_redirects=True, **options)))


def check(page: Page) -> None:
    """Raise AssertionError when the page has a fault that a careful visitor would meet.

    html5lib is no longer developed, but neither is the grammar that it knows. Its successor tinyhtml5 finds the same
    errors in half as much time again, on each page that a test opens, and has no public way to ask for them.
    """
    where = f"{page.path} ({page.status})"
    soup = page.soup
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page.html)
    faults = [f"{code} at {position}" for position, code, _ in parser.errors if code not in HARMLESS]
    assert not faults, f"{where}: invalid HTML: {faults[:3]}"
    assert page.title, f"{where}: no title"
    assert len(soup.find_all("h1")) == 1, f"{where}: {len(soup.find_all('h1'))} h1"
    check_headings(soup, where)
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"{where}: an id occurs twice: {sorted(i for i in ids if ids.count(i) > 1)}"
    check_fields(soup, set(ids), where)
    check_own_code(page, where)


def check_headings(soup: BeautifulSoup, where: str) -> None:
    level = 0
    for heading in soup.find_all(re.compile("^h[1-6]$")):
        now = int(heading.name[1])
        assert now <= level + 1, f"{where}: heading {heading.get_text(strip=True)!r} skips a level"
        assert heading.get_text(strip=True), f"{where}: an empty {heading.name}"
        level = now


def check_fields(soup: BeautifulSoup, ids: Collection[str], where: str) -> None:
    labelled = {str(label["for"]) for label in soup.find_all("label", attrs={"for": True})}
    for field in soup.find_all(["input", "select", "textarea"]):
        if field.get("type") in UNLABELLED_TYPES:
            continue
        named = field.get("id") in labelled or field.has_attr("aria-label") or field.has_attr("aria-labelledby")
        assert named, f"{where}: field {field.get('name')!r} has no label"
        for reference in str(field.get("aria-describedby", "")).split():
            assert reference in ids, f"{where}: {field.get('name')!r} is described by absent #{reference}"


def check_own_code(page: Page, where: str) -> None:
    for tag in page.soup.find_all(True):
        assert tag.name != "style", f"{where}: style element"
        inline = [name for name in tag.attrs if name == "style" or name.startswith("on")]
        assert not inline, f"{where}: inline style or handler {inline}"
    policy = page.response.headers.get("Content-Security-Policy", "")
    for script in page.soup.find_all("script"):
        assert script.get("nonce") and f"'nonce-{script['nonce']}'" in policy, f"{where}: a script without the nonce"
