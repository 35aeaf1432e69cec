"""From a row of any register export to what is stored of it.

No standard layout for a register sample exists: a column is chosen for each of our fields, and usual names of columns
are recognised. Some fields come in parts: a name as initials, prefix and surname; an address as street, number, letter
and addition (BRP 11.10 to 11.40), written as NEN 5825 has it; `adresregel2` of Haal Centraal holds postcode and place.
Columns that are not chosen stay in the file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l

from beraad.recruitment.addresses import postcode
from beraad.recruitment.register.spreadsheet import Row
from beraad.web import notation

#: field → the words of the mapping page
LABELS = {
    "name": _l("Naam voor op de envelop"),
    "initials": _l("Voorletters of voornamen"),
    "prefix": _l("Voorvoegsel"),
    "surname": _l("Achternaam"),
    "address_line1": _l("Straat en huisnummer"),
    "street": _l("Straat"),
    "house_number": _l("Huisnummer"),
    "letter": _l("Huisletter"),
    "addition": _l("Toevoeging bij het huisnummer"),
    "designation": _l("Aanduiding bij het huisnummer"),
    "location": _l("Beschrijving van de plek, als er geen straat is"),
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
    "initials": frozenset({"voorletters", "initialen", "initials", "voornamen", "voornaam"}),
    "prefix": frozenset({"voorvoegsel", "voorvoegsels", "tussenvoegsel", "voorvoegselgeslachtsnaam"}),
    "surname": frozenset({"achternaam", "geslachtsnaam", "surname"}),
    "address_line1": frozenset({"adres", "adresregel1", "adresregel", "addressline1", "straatenhuisnummer"}),
    "street": frozenset({"straat", "straatnaam", "openbareruimte", "naamopenbareruimte", "kortenaam", "street"}),
    "house_number": frozenset({"huisnummer", "huisnr", "nummer", "housenumber"}),
    "letter": frozenset({"huisletter"}),
    "addition": frozenset({"toevoeging", "huisnummertoevoeging", "huistoevoeging", "huislettertoevoeging"}),
    "designation": frozenset({"aanduidingbijhuisnummer", "aanduidinghuisnummer"}),
    "location": frozenset({"locatiebeschrijving"}),
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
    "house_number_date": _l("Het huisnummer is in een datum veranderd"),
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
#: a year alone, a date with the year in front, and a date with the year last; an hour may follow
_YEAR = re.compile(r"(1[89]\d\d|20\d\d)(?:\.0|\d{4}|[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ].*)?)?")
_YEAR_LAST = re.compile(r"\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9}\.?)[-/. ](1[89]\d\d|20\d\d)(?: .*)?")
#: the number of a day in a spreadsheet, from 1900 on
_DAY_NUMBER = re.compile(r"[1-9]\d{3,4}")
_FIRST_DAY = date(1899, 12, 30)
#: what a spreadsheet makes of house number 10-1
_DATE = re.compile(
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[-/]\d{1,2}[-/]\d{4}"
    r"|(?:\d{1,2}-)?(?:jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)(?:-\d{1,2})?",
    re.IGNORECASE,
)
_DESIGNATIONS = {"by": "bij", "to": "t/o"}
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
        used = set(self._place.values())
        self._unused = {place: title for title, place in places.items() if title and place not in used}

    def read(self, row: Row) -> Resident:
        """What is stored of `row`. Raises `RowRefused`."""
        if row.too_wide:
            raise RowRefused("too_wide")
        if self._has_date_for_number(row):
            raise RowRefused("house_number_date")
        line2, code, place = self._second_line(row)
        resident = Resident(
            name=self._cell(row, "name") or self._name_line(row),
            address_line1=self._cell(row, "address_line1") or self._street_line(row),
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

    def has_unread_birth_year(self, row: Row) -> bool:
        """Whether the row has a birth year that cannot be read. The person is kept, with age unknown."""
        text = self._cell(row, "birth_year")
        return not is_unknown_date(text) and birth_year(text) is None

    def unused(self, row: Row) -> list[str]:
        """Titles of the columns that hold something in this row and were chosen for no field."""
        return [title for place, title in self._unused.items() if row.cells[place]]

    def is_secret(self, row: Row) -> bool:
        """Whether the row has an indication of secrecy. It is counted and shown, and not kept."""
        return self._cell(row, "secret").casefold() not in NOT_SECRET

    def _cell(self, row: Row, field: str) -> str:
        place = self._place.get(field)
        return row.cells[place] if place is not None else ""

    def _name_line(self, row: Row) -> str:
        """A name in parts. Empty without a surname: initials alone name nobody."""
        if not self._cell(row, "surname"):
            return ""
        return " ".join(filter(None, (self._cell(row, field) for field in ("initials", "prefix", "surname"))))

    def _has_date_for_number(self, row: Row) -> bool:
        """Whether a spreadsheet turned a house number or an addition into a day."""
        line = self._cell(row, "address_line1").split()[1:]
        return any(map(_DATE.fullmatch, [*line, self._cell(row, "house_number"), self._cell(row, "addition")]))

    def _street_line(self, row: Row) -> str:
        """Street and house number of an address in parts: 9-2, 35 III, 400 LToe, 400 L-2 (NEN 5825).

        Empty without a number where the file has a column for it: no letter arrives there.
        """
        street = self._cell(row, "street")
        if not street:
            return self._cell(row, "location")
        if "house_number" in self._place and not self._cell(row, "house_number"):
            return ""
        number, letter, addition = (self._cell(row, field) for field in ("house_number", "letter", "addition"))
        if letter:
            number = f"{number} {letter}"
        if addition:
            join = "-" if addition[0].isdigit() else "" if letter else " "
            number = f"{number}{join}{addition}"
        designation = self._cell(row, "designation")
        return " ".join(filter(None, (street, _DESIGNATIONS.get(designation.casefold(), designation), number)))

    def _second_line(self, row: Row) -> tuple[str, str, str]:
        """Second address line, postcode and place; the second line may hold the last two together."""
        line2, code, place = (self._cell(row, field) for field in ("address_line2", "postcode", "place"))
        together = _POSTCODE_AND_PLACE.fullmatch(line2)
        if together and not (code and place):
            return "", together[1], together[2]
        return line2, code, place


def birth_year(text: str) -> int | None:
    """The year in a year, a date such as 1980, 19800131, 31-1-1980 or 1980-01-31, or a spreadsheet's number of a day.

    None if the date is unknown, as 00000000 in the BRP, and if no year can be read.
    """
    match = _YEAR.fullmatch(text) or _YEAR_LAST.fullmatch(text)
    if match:
        return int(match[1])
    if _DAY_NUMBER.fullmatch(text):
        return (_FIRST_DAY + timedelta(days=int(text))).year
    return None


def is_unknown_date(text: str) -> bool:
    """Whether it is empty, or zeros with the marks of a date, as the BRP writes a date that nobody knows."""
    return not text.strip("0-/. ")


def _check(resident: Resident) -> None:
    if not resident.name:
        raise RowRefused("name_missing")
    if not resident.address_line1:
        raise RowRefused("address_missing")
    if notation.postcode(resident.postcode) is None:
        raise RowRefused("postcode_wrong")
    if not resident.place:
        raise RowRefused("place_missing")
    if any(len(getattr(resident, field)) > most for field, most in LONGEST.items()):
        raise RowRefused("too_long")
