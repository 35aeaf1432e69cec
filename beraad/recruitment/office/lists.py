"""The lists of who signed up: everyone, those who look alike, people at one address, and their codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from sqlalchemy import ColumnElement, exists, select

from beraad.assemblies.models import Assembly, Feature
from beraad.recruitment.models.duplicates import Sign
from beraad.recruitment.models.registration import (
    Channel,
    Registration,
    RegistrationAnswer,
    RegistrationId,
    RegistrationState,
)
from beraad.recruitment.models.waves import MOST_TRIES
from beraad.recruitment.office import duplicates
from beraad.recruitment.office.duplicates import Group, Pair
from beraad.recruitment.sign_up import return_codes
from beraad.recruitment.sign_up.return_codes import CodeRow
from beraad.telling.ways import ContactBy
from beraad.web.lists.declared import Column, Filter, Listing, Option, choices, yes_no

#: pairs and groups on a page: each is a card, with the two sign-ups of a pair side by side
ALIKE = 10
#: codes on a page, each with its buttons
CODES = 20


@dataclass(frozen=True)
class ListRow:
    """A sign-up in the list of the griffie."""

    id: RegistrationId
    pool_id: str
    name: str
    address_line1: str
    postcode: str
    place: str
    email: str
    phone: str
    birth_year: int | None
    contact_by: ContactBy
    channel: Channel
    state: RegistrationState
    created_at: datetime


COLUMNS: Sequence[Column[ListRow]] = (
    Column("naam", _l("Naam"), lambda row: row.name, Registration.name),
    Column("kenmerk", _lp("reference", "Kenmerk"), lambda row: row.pool_id, Registration.pool_id),
    Column("adres", _l("Adres"), lambda row: row.address_line1, is_shown=False),
    Column("postcode", _l("Postcode"), lambda row: row.postcode, is_shown=False),
    Column("woonplaats", _l("Woonplaats"), lambda row: row.place, Registration.place),
    Column("email", _l("E-mailadres"), lambda row: row.email, is_shown=False),
    Column("telefoon", _l("Telefoonnummer"), lambda row: row.phone, is_shown=False),
    Column("geboortejaar", _l("Geboortejaar"), lambda row: row.birth_year, is_shown=False),
    Column("hoort", _l("Hoort van ons"), lambda row: row.contact_by, is_shown=False),
    Column("weg", _l("Kanaal"), lambda row: row.channel, Registration.channel),
    Column("stand", _l("Stand"), lambda row: row.state, Registration.state),
    Column("aangemeld", _l("Aangemeld op"), lambda row: row.created_at, Registration.created_at),
)


def registrations(assembly: Assembly) -> Listing[ListRow]:
    """Everyone who signed up, newest first."""
    return Listing(
        endpoint="recruitment.listed",
        name="aanmeldingen",
        rows=select(*_columns_of_row()).where(Registration.assembly_id == assembly.id),
        made=lambda results: [ListRow(*row) for row in results],
        usual=(Registration.id.desc(),),
        usual_label=_l("Nieuwste eerst"),
        columns=COLUMNS,
        filters=[
            choices("stand", _l("Stand"), RegistrationState, lambda state: Registration.state == state),
            choices("kanaal", _l("Kanaal"), Channel, lambda channel: Registration.channel == channel),
            *(_by_answer(feature) for feature in assembly.features if not feature.is_special),
        ],
        search=(
            *(Registration.pool_id, Registration.name, Registration.address_line1, Registration.postcode),
            *(Registration.place, Registration.email, Registration.phone),
        ),
        search_label=_l("naam, kenmerk, adres, e-mail of telefoon"),
        empty=_l("Er is nog niemand aangemeld."),
    )


def looked_up(assembly: Assembly, endpoint: str) -> Listing[ListRow]:
    """The same for the page `endpoint`, which shows only who is searched for. There is no file of it."""
    return replace(
        registrations(assembly),
        endpoint=endpoint,
        name="personen",
        columns=[replace(column, is_exported=False) for column in COLUMNS],
        filters=(),
        only_sought=True,
        empty=_l("Zoek eerst op naam, adres, e-mailadres of telefoonnummer."),
    )


def alike(assembly: Assembly) -> Listing[Group | Pair]:
    """Sign-ups that may be of one person: groups, and then pairs with most in common first. There is no file of it."""
    rows: list[Group | Pair] = [*duplicates.groups(assembly.id), *duplicates.pairs(assembly.id)]
    signs = [sign for sign in Sign if any(sign in row.signs for row in rows)]
    return Listing(
        endpoint="recruitment_duplicates.overview",
        name="dubbel",
        rows=rows,
        usual_label=_l("Wie het meest op elkaar lijkt eerst"),
        columns=[
            Column("naam", _l("Naam"), lambda row: row.people[0].name, is_exported=False),
            Column("tekens", _l("Overeenkomsten"), lambda row: len(row.signs), is_exported=False),
            Column("laatst", _l("Aangemeld op"), lambda row: row.people[-1].created_at, is_exported=False),
        ],
        filters=[choices("teken", _l("Wat gelijk is"), signs, lambda sign: lambda row: sign in row.signs)],
        search=lambda row: [text for person in row.people for text in _texts(person)],
        search_label=_l("naam, kenmerk, adres, e-mail of telefoon"),
        to_do=lambda _row: True,
        empty=_l("Er zijn geen aanmeldingen die op elkaar lijken."),
        size=ALIKE,
    )


def members(group: Group) -> Listing[Registration]:
    """Everyone in a group of sign-ups that look alike. There is no file of it."""
    return Listing(
        endpoint="recruitment_duplicates.group",
        name="groep",
        rows=group.people,
        usual_label=_l("Oudste eerst"),
        columns=[
            Column("wie", _l("Wie"), lambda person: person.pool_id, is_exported=False),
            Column("naam", _l("Naam"), lambda person: person.name, is_exported=False),
            Column("geboortejaar", _l("Geboortejaar"), lambda person: person.birth_year, is_exported=False),
            Column("adres", _l("Adres"), lambda person: person.address_line1, is_exported=False),
            Column("email", _l("E-mailadres"), lambda person: person.email, is_exported=False),
            Column("telefoon", _l("Telefoonnummer"), lambda person: person.phone, is_exported=False),
            Column("weg", _l("Kanaal"), lambda person: person.channel, is_exported=False),
            Column("aangemeld", _l("Aangemeld op"), lambda person: person.created_at, is_exported=False),
        ],
        search=_texts,
        search_label=_l("naam, kenmerk, adres, e-mail of telefoon"),
        to_do=lambda person: person.id in group.new,
    )


def homes(assembly: Assembly) -> Listing[Sequence[Registration]]:
    """The addresses at which more than one person signed up, the fullest first."""
    return Listing(
        endpoint="recruitment_duplicates.homes",
        name="huishoudens",
        rows=duplicates.households(assembly.id),
        usual_label=_l("Meeste mensen eerst"),
        columns=[
            Column("adres", _l("Adres"), lambda people: f"{people[0].address_line1}, {people[0].postcode}"),
            Column("mensen", _l("Mensen"), len, is_figure=True),
            Column("wie", _l("Wie"), lambda people: ", ".join(person.name or person.pool_id for person in people)),
        ],
        search=lambda people: [text for person in people for text in _texts(person)],
        search_label=_l("naam, kenmerk, adres, e-mail of telefoon"),
        empty=_l("Op geen adres meldde meer dan één persoon zich aan."),
    )


def codes(assembly: Assembly) -> Listing[CodeRow]:
    """The codes that no longer work, or those that are searched for. There is no file of it."""
    statement, columns = return_codes.all_codes(assembly)
    worn_out = columns.tries >= MOST_TRIES
    return Listing(
        endpoint="recruitment_codes.overview",
        name="codes",
        rows=statement,
        made=lambda results: [CodeRow(*row) for row in results],
        usual=(worn_out.desc(), columns.kind, columns.holder_id),
        usual_label=_l("Wat niet meer werkt eerst"),
        columns=[
            Column("code", _l("Code"), lambda row: row.selector, columns.selector, is_exported=False),
            Column("naam", _l("Naam"), lambda row: row.name, columns.name, is_exported=False),
            Column("woonplaats", _l("Woonplaats"), lambda row: row.place, columns.place, is_exported=False),
            Column("ronde", _l("Ronde"), lambda row: row.wave, columns.wave, is_exported=False),
            Column("pogingen", _l("Verkeerde pogingen"), lambda row: row.tries, columns.tries, is_exported=False),
        ],
        filters=[yes_no("uitnodiging", _l("Met een brief"), columns.wave > 0, columns.wave == 0)],
        search=(columns.name, columns.postcode, columns.selector),
        search_label=_l("naam, postcode of de eerste vier tekens van de code"),
        unsought=worn_out,
        empty=_l("Alle codes werken. Zoek op een naam om de code van een persoon te zien."),
        size=CODES,
    )


def _texts(person: Registration) -> tuple[str, ...]:
    return (person.pool_id, person.name, person.address_line1, person.postcode, person.email, person.phone)


def _columns_of_row() -> list[Any]:
    return [getattr(Registration, field.name) for field in fields(ListRow)]


def _by_answer(feature: Feature) -> Filter:
    """A filter on the answers to a feature."""

    def gave(answer_id: int) -> ColumnElement[bool]:
        answers = select(RegistrationAnswer.registration_id).where(RegistrationAnswer.feature_value_id == answer_id)
        return exists(answers.where(RegistrationAnswer.registration_id == Registration.id))

    options = {str(answer.id): Option(answer.value, gave(answer.id)) for answer in feature.answers}
    return Filter(f"antwoord-{feature.id}", feature.name.capitalize(), options)
