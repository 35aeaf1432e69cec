"""From a row of any register export to what is stored of it.

No standard layout for a register sample exists: a column is chosen for each of our fields, and usual names of columns
are recognised. Some fields come in parts: a name as initials, prefix and surname; an address as street, number and
addition; `adresregel2` of Haal Centraal holds postcode and place. Columns that are not chosen stay in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from beraad.recruitment.addresses import is_postcode, postcode
from beraad.recruitment.register.spreadsheet import Row

#: field → the words of the mapping page
LABELS = {
    "name": _l("Naam voor op de envelop"),
    "initials": _l("Voorletters"),
    "prefix": _l("Voorvoegsel"),
    "surname": _l("Achternaam"),
    "address_line1": _l("Straat en huisnummer"),
    "street": _l("Straat"),
    "house_number": _l("Huisnummer"),
    "addition": _l("Huisletter of toevoeging"),
    "address_line2": _l("Tweede adresregel"),
    "postcode": _l("Postcode"),
    "place": _l("Woonplaats"),
    "municipality": _l("Gemeente"),
    "district": _l("Wijk of buurt"),
    "birth_year": _l("Geboortejaar of geboortedatum"),
    "stratum": _l("Stratum"),
    "secret": _l("Indicatie geheim"),
}
FIELDS = tuple(LABELS)
#: field → names of columns, in plain letters
KNOWN_NAMES: dict[str, frozenset[str]] = {
    "name": frozenset({"naam", "aanschrijfwijze", "aanschrijfnaam", "volledigenaam", "adressering", "name"}),
    "initials": frozenset({"voorletters", "initialen", "initials"}),
    "prefix": frozenset({"voorvoegsel", "voorvoegsels", "tussenvoegsel", "voorvoegselgeslachtsnaam"}),
    "surname": frozenset({"achternaam", "geslachtsnaam", "surname"}),
    "address_line1": frozenset({"adres", "adresregel1", "adresregel", "addressline1", "straatenhuisnummer"}),
    "street": frozenset({"straat", "straatnaam", "openbareruimte", "street"}),
    "house_number": frozenset({"huisnummer", "huisnr", "nummer", "housenumber"}),
    "addition": frozenset({"huisletter", "toevoeging", "huisnummertoevoeging", "huistoevoeging"}),
    "address_line2": frozenset({"adresregel2", "addressline2"}),
    "postcode": frozenset({"postcode", "postcodeadres", "pc", "pc6", "postalcode"}),
    "place": frozenset({"plaats", "woonplaats", "woonplaatsnaam", "plaatsnaam", "place", "city"}),
    "municipality": frozenset({"gemeente", "gemeentenaam", "gemeentevaninschrijving", "gemeentecode", "municipality"}),
    "district": frozenset({"wijk", "buurt", "wijknaam", "buurtnaam", "wijkcode", "buurtcode", "district"}),
    "birth_year": frozenset({"geboortejaar", "geboortedatum", "birthyear", "jaar"}),
    "stratum": frozenset({"stratum", "strata", "groep"}),
    "secret": frozenset({"indicatiegeheim", "indgeheim", "geheim", "geheimhouding", "indicatiegeheimhouding"})
    | frozenset({"verstrekkingsbeperking", "indicatieverstrekkingsbeperking"}),
}
#: reason for leaving a row out → words
REASONS = {
    "name_missing": _l("Geen naam"),
    "address_missing": _l("Geen straat en huisnummer"),
    "postcode_wrong": _l("Geen of geen geldige postcode"),
    "place_missing": _l("Geen woonplaats"),
    "birth_year_wrong": _l("Geboortejaar niet te lezen"),
    "too_long": _l("Een veld is te lang"),
    "too_wide": _l("Meer velden dan de kopregel"),
    "secret": _l("Indicatie geheim"),
    "double": _l("Stond al in de steekproef"),
    "kept_out": _l("Vroeg ons om gewist te worden"),
}
#: longest text of each field, as the table has it
LONGEST = {"name": 200, "address_line1": 200, "address_line2": 200, "place": 100}
LONGEST |= {"municipality": 100, "district": 100, "stratum": 120}
#: what a column of flags says of people without the flag
NOT_SECRET = frozenset({"", "0", "n", "nee", "no", "false", "onwaar", "-"})
_YEAR = re.compile(r"(?:\d{1,2}[-/.]\d{1,2}[-/.])?(1[89]\d\d|20\d\d)(?:[-/.]\d{1,2}[-/.]\d{1,2}.*|\d{4})?")
_POSTCODE_AND_PLACE = re.compile(r"([1-9]\d{3}\s*[A-Za-z]{2})\s+(.+)")


class RowRefused(Exception):  # noqa: N818 - expected: it is counted, the import goes on
    """The row can't be used; `reason` is a key of `REASONS`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Resident:
    """What is stored of a row of the register."""

    name: str
    address_line1: str
    address_line2: str
    postcode: str
    place: str
    municipality: str
    district: str
    birth_year: int | None
    stratum: str


def recognised(title: str) -> str | None:
    """The field that a column with this title is for, if we know the name."""
    plain = re.sub(r"[^a-z0-9]", "", title.casefold())
    return next((field for field, names in KNOWN_NAMES.items() if plain in names), None)


def proposal(header: Sequence[str]) -> dict[str, str]:
    """Field → title of the column, for the columns whose names we know."""
    columns: dict[str, str] = {}
    for title in header:
        field = recognised(title)
        if field is not None and field not in columns:
            columns[field] = title
    return columns


def missing(mapping: Mapping[str, str]) -> list[str]:
    """The fields for which a column still has to be chosen before rows can be read."""
    parts = {"name": "surname", "address_line1": "street"}
    lacking = [field for field, part in parts.items() if not mapping.get(field) and not mapping.get(part)]
    if not mapping.get("address_line2"):
        lacking += [field for field in ("postcode", "place") if not mapping.get(field)]
    return lacking


class RowReader:
    """Reads rows of one file by one mapping (field → title of a column)."""

    def __init__(self, header: Sequence[str], mapping: Mapping[str, str]) -> None:
        places = {title: place for place, title in enumerate(header)}
        self._place = {field: places[title] for field, title in mapping.items() if title}

    def read(self, row: Row) -> Resident:
        """What is stored of `row`. Raises `RowRefused`."""
        if row.too_wide:
            raise RowRefused("too_wide")
        line2, code, place = self._second_line(row)
        resident = Resident(
            name=self._cell(row, "name") or self._joined(row, "initials", "prefix", "surname"),
            address_line1=self._cell(row, "address_line1") or self._joined(row, "street", "house_number", "addition"),
            address_line2=line2,
            postcode=postcode(code),
            place=place,
            municipality=self._cell(row, "municipality"),
            district=self._cell(row, "district"),
            birth_year=birth_year(self._cell(row, "birth_year")),
            stratum=self._cell(row, "stratum"),
        )
        _check(resident)
        return resident

    def is_secret(self, row: Row) -> bool:
        """Whether the row has an indication of secrecy. It is counted and shown, and not kept."""
        return self._cell(row, "secret").casefold() not in NOT_SECRET

    def _cell(self, row: Row, field: str) -> str:
        place = self._place.get(field)
        return row.cells[place] if place is not None else ""

    def _joined(self, row: Row, *fields: str) -> str:
        return " ".join(filter(None, (self._cell(row, field) for field in fields)))

    def _second_line(self, row: Row) -> tuple[str, str, str]:
        """Second address line, postcode and place; the last two may stand in the second line together."""
        line2, code, place = (self._cell(row, field) for field in ("address_line2", "postcode", "place"))
        together = _POSTCODE_AND_PLACE.fullmatch(line2)
        if together and not (code and place):
            return "", together[1], together[2]
        return line2, code, place


def birth_year(text: str) -> int | None:
    """The year in a year or a date, such as 1980, 19800131, 31-1-1980 or 1980-01-31; None if there is no text.

    Raises `RowRefused` if there is text without a year.
    """
    if not text:
        return None
    match = _YEAR.fullmatch(text)
    if not match:
        raise RowRefused("birth_year_wrong")
    return int(match[1])


def _check(resident: Resident) -> None:
    if not resident.name:
        raise RowRefused("name_missing")
    if not resident.address_line1:
        raise RowRefused("address_missing")
    if not is_postcode(resident.postcode):
        raise RowRefused("postcode_wrong")
    if not resident.place:
        raise RowRefused("place_missing")
    if any(len(getattr(resident, field)) > most for field, most in LONGEST.items()):
        raise RowRefused("too_long")
