"""The help pages, read from the Markdown files in this package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "pages"
#: guides in the order of the index: for whom, or about what
GUIDES = (
    *("inwoner", "panellid", "griffie", "organisator", "gespreksleider", "ambtenaar", "raadslid", "waarnemer"),
    *("beheerder", "loting"),
)
#: pages with an address of their own
STATEMENTS = ("privacy", "toegankelijkheid")


@dataclass(frozen=True)
class HelpPage:
    """One page: its name in the address, its title, and the text after it in Markdown."""

    name: str
    title: str
    text: str


@lru_cache
def read(name: str, language: str) -> HelpPage:
    """Returns the page `name`, one of `GUIDES` or `STATEMENTS`, in `language`."""
    title, _, text = (FOLDER / language / f"{name}.md").read_text("utf-8").partition("\n")
    return HelpPage(name, title.removeprefix("# ").strip(), text)


def guides(language: str) -> list[HelpPage]:
    """Returns all guides in the order of the index."""
    return [read(name, language) for name in GUIDES]
