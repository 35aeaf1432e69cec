"""English is complete: each message that is shown is in the catalogue once, with the same placeholders.

Messages are extracted by `pybabel extract`, as `pyproject.toml` configures it: the tests see what translators see.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from beraad.web.i18n import CATALOGUES

ROOT = Path(__file__).parents[1]
ENGLISH = CATALOGUES / "en" / "LC_MESSAGES" / "messages.po"
#: `%(letters)s` is written as an amount and `%(row)d` as bare digits, so the conversion counts
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
#: context, and the message (or its singular and plural)
Key = tuple[str | None, Any]


def pybabel(*arguments: str) -> None:
    """Run `pybabel` as a translator does, in the folder of `pyproject.toml`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CommandLineInterface().run(["pybabel", "--quiet", *arguments])


def messages(catalogue: Catalog) -> dict[Key, Message]:
    return {(message.context, message.id): message for message in catalogue if message.id}


#: a title says already that it is a burgerberaad
DOUBLED = re.compile(r"burgerberaad:? %\((title|name|burgerberaad)\)", re.IGNORECASE)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `pybabel extract` writes."""
    path = tmp_path_factory.mktemp("messages") / "messages.pot"
    pybabel("extract", "--output-file", str(path))
    return path


@pytest.fixture(scope="module")
def shown(template: Path) -> dict[Key, Message]:
    with template.open("rb") as file:
        return messages(read_po(file))


@pytest.fixture(scope="module")
def english() -> dict[Key, Message]:
    with ENGLISH.open("rb") as file:
        return messages(read_po(file, locale="en"))


def test_messages_are_found_where_they_are_shown(shown: dict[Key, Message]) -> None:
    """In code, in templates of pages and of mail, with context and with plural; otherwise none could be missing."""
    assert (None, "Loting") in shown
    assert ("one draw", "Loting") in shown
    assert ("address", "Plaats") in shown
    assert (None, "Beste %(name)s,") in shown
    assert (None, ("%(num)s streefcijfer is gewijzigd.", "%(num)s streefcijfers zijn gewijzigd.")) in shown
    assert len(shown) > 2000


def test_every_message_has_its_english(shown: dict[Key, Message], english: dict[Key, Message]) -> None:
    missing = [key for key in shown if key not in english or not all(strings(english[key]))]
    assert not missing, f"{len(missing)} messages have no English: {missing[:5]}"
    assert not [key for key, message in english.items() if message.fuzzy]


def test_no_english_is_left_over(shown: dict[Key, Message], english: dict[Key, Message]) -> None:
    left_over = [key for key in english if key not in shown]
    assert not left_over, f"{len(left_over)} messages are no longer shown: {left_over[:5]}"


def test_placeholders_are_the_same(english: dict[Key, Message]) -> None:
    for (_context, message), translation in english.items():
        last = message[-1] if isinstance(message, tuple) else message
        expected = set(PLACEHOLDER.findall(last))
        assert set(PLACEHOLDER.findall(strings(translation)[-1])) == expected, f"other placeholders: {message!r}"


def strings(message: Message) -> tuple[Any, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_no_message_has_two_englishes(english: dict[Key, Message]) -> None:
    """A Dutch word with two meanings has a context for one of them. Of doubles in a file, Babel keeps the first."""
    assert list(CATALOGUES.rglob("en/**/*.po")) == [ENGLISH]
    written = re.findall(r'(?m)^(?:#~ )?msgid "', ENGLISH.read_text("utf-8"))
    assert len(written) == len(english) + 1, "a message is there twice (the first entry is the header)"


def test_updating_changes_nothing(template: Path) -> None:
    """The catalogue stands in the order in which `pybabel update` writes it, so that two branches seldom meet in it."""
    copy = template.with_name("messages.po")
    copy.write_bytes(ENGLISH.read_bytes())
    pybabel("update", "--input-file", str(template), "--output-file", str(copy), "--locale", "en")
    assert entries(copy) == entries(ENGLISH)


def entries(path: Path) -> list[str]:
    """All but the header, which names the version of Babel."""
    return path.read_text("utf-8").split("\n\n")[1:]


def test_no_message_puts_the_noun_before_a_title_that_has_it(template: Path) -> None:
    with template.open("rb") as file:
        doubled = [message for message in map(str, (one.id for one in read_po(file))) if DOUBLED.search(message)]
    assert doubled == []
