"""The documents as readers find them: a list of cards, under the heading of their meeting or their theme."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from beraad.materials.models import Kind, Language
from beraad.materials.queries import DocumentRow
from beraad.meetings.models import MeetingId
from beraad.web.lists.declared import Column, Listing, choices, words_of, yes_no
from beraad.web.lists.shown import ShownList

THEME = "thema"
#: words above documents, and the meeting that they name
Heading = tuple[str, MeetingId | None]


@dataclass(frozen=True)
class Group:
    """Documents under one heading: `name` is empty for those of no meeting, `meeting_id` None if it names none."""

    name: str
    documents: list[DocumentRow]
    meeting_id: MeetingId | None = None


def documents(rows: Sequence[DocumentRow], endpoint: str) -> Listing[DocumentRow]:
    """What readers may read, on the page `endpoint`. Who looks for what or takes the file is not recorded."""
    kinds = [kind for kind in Kind if any(row.kind is kind for row in rows)]
    languages = [language for language in Language if any(row.language is language for row in rows)]
    meetings = dict.fromkeys(map(_meeting, rows))
    themes = sorted({row.theme for row in rows}, key=str.casefold)
    return Listing(
        endpoint=endpoint,
        name="stukken",
        rows=rows,
        usual_label=_l("Per bijeenkomst"),
        columns=[
            Column("titel", _l("Titel"), lambda row: row.title),
            Column(THEME, _l("Thema"), lambda row: row.theme),
            Column("gepubliceerd", _l("Gepubliceerd op"), lambda row: row.published_at),
            Column("bijeenkomst", _l("Bijeenkomst"), lambda row: row.meeting_title, is_shown=False),
            Column("soort", _l("Soort"), lambda row: row.kind, is_shown=False),
            Column("bron", _l("Bron"), lambda row: row.source, is_shown=False),
            Column("taal", _l("Taal"), lambda row: row.language, is_shown=False),
        ],
        filters=[
            *words_of("bijeenkomst", _l("Bijeenkomst"), meetings, _meeting),
            *words_of(THEME, _l("Thema"), themes, lambda row: row.theme),
            choices("soort", _l("Soort"), kinds, lambda kind: lambda row: row.kind is kind),
            choices("taal", _l("Taal"), languages, lambda language: lambda row: row.language is language),
            yes_no("gewoon", _l("Gewone taal"), lambda row: row.is_plain, lambda row: not row.is_plain),
        ],
        search=lambda row: (row.title, row.summary, row.theme, row.source, row.meeting_title),
        search_label=_l("titel, thema, bron of bijeenkomst"),
        empty=_l("Er zijn nog geen stukken."),
        is_public=True,
    )


def groundwork_first(rows: Sequence[DocumentRow]) -> list[DocumentRow]:
    """Returns the documents for everyone in their usual order."""
    return sorted(rows, key=lambda row: not row.is_groundwork)


def by_meeting(listing: ShownList[DocumentRow]) -> list[Group]:
    """Returns the documents of this page under their meetings, or under what they are sorted by."""
    return _grouped(listing, lambda row: (_meeting(row), row.meeting_id))


def groundwork_and_meetings(listing: ShownList[DocumentRow]) -> list[Group]:
    """Returns the same, with all groundwork under one heading."""
    return _grouped(
        listing, lambda row: (_("Voorwerk"), None) if row.is_groundwork else (_meeting(row), row.meeting_id)
    )


def _grouped(listing: ShownList[DocumentRow], usual: Callable[[DocumentRow], Heading]) -> list[Group]:
    by = {"": usual, THEME: lambda row: (row.theme or _("Zonder thema"), None)}
    heading = by.get(listing.asked.order.removeprefix("-"), lambda _row: (_("Alle stukken"), None))
    found = groupby(listing.items, heading)
    return [Group(name, list(rows), meeting_id) for (name, meeting_id), rows in found]


def _meeting(row: DocumentRow) -> str:
    return f"{row.meeting_number}. {row.meeting_title}" if row.meeting_id else ""
