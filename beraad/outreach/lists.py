"""The log of contacts as a list, for those who run a burgerberaad and for everyone."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from beraad.outreach.models import Way
from beraad.outreach.queries import ContactRow
from beraad.web.lists.declared import Column, Listing, choices, yes_no


def contacts(rows: Sequence[ContactRow], endpoint: str, *, is_public: bool = False) -> Listing[ContactRow]:
    """The contacts on the page `endpoint`, the latest first."""
    return Listing(
        endpoint=endpoint,
        name="contacten",
        rows=rows,
        usual_label=_l("Nieuwste eerst"),
        columns=[
            Column("wanneer", _l("Wanneer"), lambda row: row.done_on),
            Column("wat", _l("Wat"), lambda row: row.text),
            Column("manier", _l("Manier"), lambda row: row.way),
            Column("belang", _l("Groep of belang"), lambda row: row.interest),
            Column("uitgenodigd", _l("Uitgenodigd"), lambda row: row.invited),
            Column("gesproken", _l("Mensen gesproken"), lambda row: row.reached),
            Column("gehoord", _l("Wat is gehoord"), lambda row: row.heard, is_shown=False),
        ],
        filters=[
            choices("manier", _l("Manier"), Way, lambda way: lambda row: row.way is way),
            yes_no("iedereen", _l("Voor iedereen"), lambda row: not row.interest, lambda row: bool(row.interest)),
        ],
        search=lambda row: (row.text, row.interest, row.heard),
        search_label=_l("woorden in het verslag, of groep of belang"),
        empty=_l("Er is nog geen contact opgeschreven."),
        is_public=is_public,
    )
