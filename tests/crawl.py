"""Walks through the site by its own links and forms, so that tests meet every page that a visitor can reach."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import Engine, event
from werkzeug.exceptions import HTTPException

from tests.pages import Browser, Page


@dataclass
class Findings:
    """What a walk met: example addresses per endpoint, and the number of queries each page took."""

    pages: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    forms: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    queries: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def endpoint_of(app: Flask, path: str, method: str = "GET") -> str | None:
    """The endpoint that answers `path`, or None."""
    try:
        endpoint, _values = app.url_map.bind("localhost").match(path, method=method)
    except HTTPException:
        return None
    return str(endpoint)


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The SQL statements that are sent inside."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith(("PRAGMA", "BEGIN", "SET TRANSACTION")):
            statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def walk(
    browser: Browser, engine: Engine, starts: Iterable[str], examples: int = 1, everywhere: bool = True
) -> Findings:
    """Open every page within reach of `starts`: at most `examples` per endpoint, in each burgerberaad or in all."""
    findings = Findings()
    waiting, seen = deque(starts), set(starts)
    taken: dict[tuple[str, str], int] = defaultdict(int)
    while waiting:
        path = waiting.popleft()
        endpoint = endpoint_of(browser.app, urlsplit(path).path)
        if endpoint is None:
            findings.faults.append(f"dead link {path}")
            continue
        kind = (endpoint, slug_in(path) if everywhere else "")
        if endpoint == "static" or taken[kind] >= examples:
            continue
        taken[kind] += 1
        with counted(engine) as statements:
            page = browser.get(path)
        findings.queries[path] = len(statements)
        if page.status >= 400:
            findings.faults.append(f"{page.status} at {path}")
        findings.pages[endpoint].append(path)
        for target in targets(page):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
        note_forms(browser.app, page, findings)
    return findings


def slug_in(path: str) -> str:
    """The burgerberaad in an address, so that each of them is walked."""
    parts = urlsplit(path).path.split("/")
    return parts[2] if len(parts) > 2 else ""


def targets(page: Page) -> Iterator[str]:
    """Addresses on this site that the page links to, without the part after #."""
    for link in page.soup.select("a[href]"):
        parts = urlsplit(str(link["href"]))
        if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def note_forms(app: Flask, page: Page, findings: Findings) -> None:
    for form in page.soup.select("form"):
        if str(form.get("method", "get")).lower() != "post":
            continue
        path = str(form.get("action") or page.path)
        endpoint = endpoint_of(app, urlsplit(path).path, "POST")
        if endpoint is None:
            findings.faults.append(f"a form on {page.path} is sent to {path}, which answers no POST")
        elif path not in findings.forms[endpoint]:
            findings.forms[endpoint].append(path)
