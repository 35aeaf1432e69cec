"""English is complete: each message that a domain shows is in its catalogue, with the same placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[1]
METHODS = [("**.py", "python"), ("**.html", "jinja2.ext:babel_extract"), ("**.txt", "jinja2.ext:babel_extract")]
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "_n": (1, 2),
    "pgettext": ((1, "c"), 2),
    "lazy_pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
Key = tuple[str | None, str | tuple[str, ...]]
#: template folders that belong to the site itself
SITE_TEMPLATES = ("", "macros", "parts", "errors")
DOMAINS = sorted(path.parent.name for path in (ROOT / "beraad").glob("*/__init__.py"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def template_domain(path: Path) -> str:
    folder = path.relative_to(ROOT / "templates").parts[0] if path.parent != ROOT / "templates" else ""
    return "web" if folder in SITE_TEMPLATES else folder


def sources(domain: str) -> Iterator[Path]:
    yield ROOT / "beraad" / domain
    if domain == "web":
        yield from (ROOT / "templates" / name for name in SITE_TEMPLATES if name)
    elif (ROOT / "templates" / domain).is_dir():
        yield ROOT / "templates" / domain


@lru_cache
def extracted(domain: str) -> dict[Key, str]:
    """Context and message (or singular and plural) → where it is first shown."""
    found: dict[Key, str] = {}
    options = {"**.html": {"trimmed": "true"}, "**.txt": {"trimmed": "true"}}
    for folder in sources(domain):
        for name, line, message, _c, context in extract_from_dir(
            str(folder), METHODS, options_map=options, keywords=KEYWORDS
        ):
            found.setdefault((context, message), f"{folder.name}/{name}:{line}")
    if domain == "web":
        layouts = extract_from_dir(
            str(ROOT / "templates"),
            [("layout.html", "jinja2.ext:babel_extract"), ("layout_*.html", "jinja2.ext:babel_extract")],
            keywords=KEYWORDS,
        )
        for name, line, message, _c, context in layouts:
            found.setdefault((context, message), f"templates/{name}:{line}")
    return found


def catalogue(domain: str) -> dict[Key, Message]:
    """The English of a domain; nothing for one that shows no messages."""
    path = ROOT / "beraad" / "translations" / domain / "en" / "LC_MESSAGES" / "messages.po"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {(message.context, message.id): message for message in read_po(file, locale="en") if message.id}


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_has_its_english(domain: str) -> None:
    known = catalogue(domain)
    missing = {message: place for message, place in extracted(domain).items() if message not in known}
    assert not missing, f"{len(missing)} messages of {domain} have no English: {list(missing.items())[:5]}"
    for message in known.values():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), f"{domain}: no English for {message.id!r}"
        assert not message.fuzzy, f"{domain}: still fuzzy: {message.id!r}"
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        expected = set(PLACEHOLDER.findall(ids[-1]))
        assert set(PLACEHOLDER.findall(strings[-1])) == expected, f"{domain}: other placeholders: {message.id!r}"


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_english_is_left_over(domain: str) -> None:
    shown = set(extracted(domain))
    left_over = [message for message in catalogue(domain) if message not in shown]
    assert not left_over, f"{domain} no longer shows: {left_over[:5]}"


def test_no_message_has_two_englishes() -> None:
    """A Dutch word with two meanings has a context for one of them: all catalogues are read as one."""
    english: dict[Key, set[str]] = {}
    for domain in DOMAINS:
        for key, message in catalogue(domain).items():
            english.setdefault(key, set()).add(str(message.string))
    several = {key: sorted(words) for key, words in english.items() if len(words) > 1}
    assert not several, f"{len(several)} messages have more than one English: {several}"


def test_all_templates_belong_to_a_domain() -> None:
    unknown = [str(path) for path in (ROOT / "templates").rglob("*.html") if template_domain(path) not in DOMAINS]
    assert not unknown


def test_messages_are_found_where_they_are_shown() -> None:
    """Otherwise no message could be missing."""
    assert all(len(extracted(domain)) > 10 for domain in ("web", "recruitment", "lottery"))
