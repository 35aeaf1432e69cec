"""The tracker as CSV, JSON and RSS: the same rows as the page, with stable names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree

from beraad.recommendations.queries import NewsItem, TrackerRow


def plain(row: TrackerRow) -> dict[str, Any]:
    """A row with codes and ISO dates."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in asdict(row).items()}


def cells(rows: Sequence[TrackerRow]) -> tuple[list[str], list[list[str]]]:
    """The rows as a table of texts, with its header."""
    header = list(TrackerRow.__dataclass_fields__)
    return header, [["" if value is None else str(value) for value in plain(row).values()] for row in rows]


def as_json(title: str, rows: Sequence[TrackerRow]) -> str:
    """The rows under `recommendations`, with the burgerberaad's title."""
    content = {"assembly": title, "recommendations": [plain(row) for row in rows]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def as_rss(title: str, address: str, language: str, items: Sequence[tuple[NewsItem, str]]) -> str:
    """RSS 2.0 with an item per response or update; `items` come with their addresses.

    Our own: it is one element in another, for which feedgen would bring lxml along.
    """
    rss = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(rss, "channel")
    for name, text in (("title", title), ("link", address), ("description", title), ("language", language)):
        ElementTree.SubElement(channel, name).text = text
    for item, link in items:
        entry = ElementTree.SubElement(channel, "item")
        fields = {
            "title": f"{item.number}. {item.title}: {item.status}",
            "link": link,
            "description": item.text,
            "pubDate": format_datetime(item.at),
        }
        for name, text in fields.items():
            ElementTree.SubElement(entry, name).text = text
        guid = ElementTree.SubElement(entry, "guid", isPermaLink="false")
        guid.text = f"{address}#{item.kind}-{item.number}-{item.at.isoformat()}"
    return ElementTree.tostring(rss, encoding="unicode", xml_declaration=True)
