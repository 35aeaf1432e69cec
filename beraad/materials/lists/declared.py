"""The lists of documents and of the questions of the panel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import lazy_gettext as _l

from beraad.days import today
from beraad.materials.models import Kind, Readers, RequestKind, RequestStatus
from beraad.materials.queries import DocumentRow
from beraad.materials.queries_requests import RequestRow
from beraad.web.lists.declared import Column, Filter, Listing, Option, choices, yes_no


def documents(rows: Sequence[DocumentRow]) -> Listing[DocumentRow]:
    """All documents, by meeting."""
    states = {
        "leesbaar": Option(_l("Te lezen"), lambda row: row.is_readable),
        "concept": Option(_l("Nieuwe versie nog niet gepubliceerd"), lambda row: row.has_draft),
        "ingetrokken": Option(_l("Ingetrokken"), lambda row: row.is_withdrawn),
    }
    return Listing(
        endpoint="materials.overview",
        name="stukken",
        rows=rows,
        usual_label=_l("Per bijeenkomst"),
        columns=[
            Column("titel", _l("Titel"), lambda row: row.title),
            Column("bijeenkomst", _l("Bijeenkomst"), lambda row: row.meeting_title),
            Column("soort", _l("Soort"), lambda row: row.kind),
            Column("lezers", _l("Voor wie"), lambda row: row.readers),
            Column("gepubliceerd", _l("Stand"), lambda row: row.published_at),
            Column("bron", _l("Bron"), lambda row: row.source, is_shown=False),
        ],
        filters=[
            choices("soort", _l("Soort"), Kind, lambda kind: lambda row: row.kind is kind),
            choices("lezers", _l("Voor wie"), Readers, lambda readers: lambda row: row.readers is readers),
            Filter("stand", _l("Stand"), states),
        ],
        search=lambda row: (row.title, row.summary, row.theme, row.source, row.meeting_title),
        search_label=_l("titel, thema, bron of bijeenkomst"),
        to_do=lambda row: row.has_draft and not row.is_withdrawn,
        empty=_l("Er zijn nog geen stukken."),
    )


def requests(rows: Sequence[RequestRow]) -> Listing[RequestRow]:
    """The questions of the panel, the open ones first."""
    return Listing(
        endpoint="materials_requests.overview",
        name="kennisvragen",
        rows=rows,
        usual_label=_l("Wat nog te doen is eerst"),
        columns=[
            Column("vraag", _l("Vraag"), lambda row: row.number),
            Column("soort", _l("Soort"), lambda row: row.kind),
            Column("tekst", _l("Tekst"), lambda row: row.text),
            Column("wie", _l("Wie pakt dit op?"), lambda row: row.owner),
            Column("uiterlijk", _l("Uiterlijk"), lambda row: row.due_on),
            Column("stand", _l("Stand"), lambda row: row.status),
            Column("antwoord", _l("Antwoord"), lambda row: row.answer, is_shown=False),
        ],
        filters=[
            choices("soort", _l("Soort"), RequestKind, lambda kind: lambda row: row.kind is kind),
            choices("stand", _l("Stand"), RequestStatus, lambda status: lambda row: row.status is status),
            yes_no(
                "laat", _l("Termijn voorbij"), lambda row: row.is_late(today()), lambda row: not row.is_late(today())
            ),
        ],
        search=lambda row: (row.number, row.text, row.owner, row.answer),
        search_label=_l("woorden in de vraag of het antwoord, of naam"),
        to_do=lambda row: not row.is_closed,
        empty=_l("Het panel heeft nog niets gevraagd."),
    )


def requests_of_panel(rows: Sequence[RequestRow]) -> Listing[RequestRow]:
    """The same for the panel, which waits for answers and has nothing to do."""
    for_staff = requests(rows)
    own = yes_no("eigen", _l("Door u gevraagd"), lambda row: row.is_own, lambda row: not row.is_own)
    return replace(
        for_staff,
        endpoint="materials_ask.overview",
        usual_label=_l("Wat nog open is eerst"),
        filters=[own, *for_staff.filters],
        to_do=None,
    )
