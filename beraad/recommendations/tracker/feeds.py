"""The tracker as CSV, JSON and RSS: the same rows as the page, under names that do not change."""

from __future__ import annotations

import enum
import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from email.utils import format_datetime
from xml.etree import ElementTree

from beraad.recommendations.tracker.queries import NewsItem, TrackerRow

Plain = str | int | bool | None

#: names of the columns; whoever reads the files relies on them
COLUMNS = tuple(field.name for field in fields(TrackerRow))


def plain(row: TrackerRow) -> dict[str, Plain]:
    """Returns the columns of a row, with codes and ISO dates."""
    return {name: _plain(getattr(row, name)) for name in COLUMNS}


def _plain(value: enum.Enum | date | str | int | None) -> Plain:
    if isinstance(value, enum.Enum):
        return str(value.value)
    return value.isoformat() if isinstance(value, date) else value


def cells(rows: Sequence[TrackerRow]) -> tuple[list[str], list[list[str]]]:
    """Returns the header and the rows of a table of texts."""
    return list(COLUMNS), [["" if value is None else str(value) for value in plain(row).values()] for row in rows]


def as_json(title: str, rows: Sequence[TrackerRow]) -> str:
    """Returns the rows under `recommendations`, with the title of the burgerberaad."""
    content = {"assembly": title, "recommendations": [plain(row) for row in rows]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def as_rss(title: str, address: str, language: str, items: Sequence[tuple[NewsItem, str]]) -> str:
    """Returns RSS 2.0 with an item per response or update; `items` come with their addresses.

    Our own: it is one element in another, for which feedgen would bring lxml along.
    """
    rss = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(rss, "channel")
    for name, text in (("title", title), ("link", address), ("description", title), ("language", language)):
        ElementTree.SubElement(channel, name).text = text
    for item, link in items:
        entry = ElementTree.SubElement(channel, "item")
        children = {
            "title": f"{item.number}. {item.title}: {item.status}",
            "link": link,
            "description": item.text,
            "pubDate": format_datetime(item.published_at),
        }
        for name, text in children.items():
            ElementTree.SubElement(entry, name).text = text
        guid = ElementTree.SubElement(entry, "guid", isPermaLink="false")
        guid.text = f"{address}#{item.kind}-{item.number}-{item.published_at.isoformat()}"
    return ElementTree.tostring(rss, encoding="unicode", xml_declaration=True)
