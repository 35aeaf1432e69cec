"""The lists of what people get: what is due, and who stands on a payment list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import lazy_gettext as _l

from beraad.allowances.owed import euros
from beraad.allowances.queries import PersonRow
from beraad.web.lists.declared import Column, Listing, yes_no


def due(rows: Sequence[PersonRow]) -> Listing[PersonRow]:
    """What is due per person, also to people whose bank account is not known yet."""
    people = _people(rows, "allowances.overview", "nog-te-betalen")
    known = yes_no("rekening", _l("Rekeningnummer"), lambda row: row.has_account, lambda row: not row.has_account)
    column = Column[PersonRow]("rekening", _l("Rekeningnummer"), lambda row: row.has_account)
    return replace(people, columns=[*people.columns, column], filters=[known])


def on_list(rows: Sequence[PersonRow], number: int) -> Listing[PersonRow]:
    """Who gets what by payment list `number`."""
    return _people(rows, "allowances.detail", f"betaallijst-{number}-bedragen")


def _people(rows: Sequence[PersonRow], endpoint: str, name: str) -> Listing[PersonRow]:
    return Listing(
        endpoint=endpoint,
        name=name,
        rows=rows,
        usual_label=_l("Op zetel"),
        columns=[
            Column("wie", _l("Wie"), lambda row: row.name),
            Column("zetel", _l("Zetel"), lambda row: row.seat.number),
            Column("bijeenkomsten", _l("Bijeenkomsten"), lambda row: ", ".join(map(str, row.meetings))),
            Column("vergoeding", _l("Vergoeding"), lambda row: row.fees, is_exported=False, is_figure=True),
            Column("vergoeding-euro", _l("Vergoeding"), lambda row: euros(row.fees), is_shown=False),
            Column("reiskosten", _l("Reiskosten"), lambda row: row.travel, is_exported=False, is_figure=True),
            Column("reiskosten-euro", _l("Reiskosten"), lambda row: euros(row.travel), is_shown=False),
            Column("samen", _l("Samen"), lambda row: row.cents, is_exported=False, is_figure=True),
            Column("samen-euro", _l("Samen"), lambda row: euros(row.cents), is_shown=False),
        ],
        search=lambda row: (row.name, row.seat.pool_id, row.seat.number),
        search_label=_l("naam, kenmerk of zetel"),
        empty=_l("Er staat nu niets open dat u kunt betalen."),
    )
