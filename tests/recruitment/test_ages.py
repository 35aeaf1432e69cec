"""The age group follows from the year of birth, on every way in, and nobody is drawn with another one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly, Role
from beraad.assemblies.promises.models import PromiseChange
from beraad.extensions import db
from beraad.recruitment.models.registration import Registration, RegistrationAnswer
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation
from beraad.recruitment.office import age_checks, respondents
from beraad.recruitment.office import service as office
from beraad.recruitment.questions import ages, question_set
from beraad.web import edge
from tests.pages import Browser
from tests.residents import answer_page, enter, registrations, sign_up

#: the first meeting is in this year
MEETING = date(2027, 2, 6)
BANDS = ("16-24", "25 t/m 64", "65+")


@pytest.fixture
def assembly(make: Any) -> Assembly:
    """A burgerberaad whose first meeting is next year, with letters."""
    made: Assembly = make.recruiting(
        slug="wonen", features={"geslacht": ("vrouw", "man"), "leeftijd": BANDS}, starts_on=MEETING
    )
    make.sample(made, 8)
    return made


def letter(make: Any, assembly: Assembly) -> str:
    """The code of a letter to somebody of whose year of birth the register knows nothing."""
    code = str(make.letter_code(make.wave(assembly, 2)))
    for row in db.session.scalars(select(RegisterRow)):
        row.birth_year = None
    db.session.commit()
    return code


def group(person: Registration) -> str:
    return next(answer.value.value for answer in person.answers if answer.feature.name == "leeftijd")


@pytest.mark.parametrize(
    ("born", "expected"),
    [(2011, "16-24"), (2003, "16-24"), (2002, "25 t/m 64"), (1963, "25 t/m 64"), (1962, "65+"), (1900, "65+")],
)
def test_the_age_is_the_one_reached_in_the_year_of_the_first_meeting(
    assembly: Assembly, born: int, expected: str
) -> None:
    found = ages.group_of(assembly, born)
    assert found is not None and found[1] == expected


def test_an_age_outside_all_groups_has_the_answer_that_is_none_if_there_is_one(make: Any, assembly: Assembly) -> None:
    assert ages.group_of(assembly, 2012) is None
    other = make.recruiting(features={"leeftijd": ("16-24", "anders")}, starts_on=MEETING)
    found = ages.group_of(other, 1950)
    assert found is not None and found[1] == "anders"


def test_years_that_are_no_ages_are_asked(make: Any) -> None:
    assembly = make.recruiting(features={"woonduur": ("0-4 jaar", "5+ jaar"), "huishouden": ("1-2", "3+")})
    assert ages.groups(question_set.current(assembly)) is None


def test_a_resident_is_asked_the_year_of_birth_alone_and_sees_the_group(
    client: Browser, make: Any, assembly: Assembly
) -> None:
    page = enter(client, letter(make, assembly))
    titles = []
    while page.path.startswith("/aanmelden/stap"):
        titles.append(page.h1)
        page = answer_page(page, birth_year="1952")
    assert titles[:2] == ["Geslacht", "In welk jaar bent u geboren?"]
    assert "In 2027 wordt u 75. U doet mee in de leeftijdsgroep 65+." in page.main
    page.submit({"consent": "y"}, button="Aanmelden")
    assert group(registrations()[0]) == "65+"


def test_who_is_in_no_group_can_look_at_the_year_again(client: Browser, make: Any, assembly: Assembly) -> None:
    page = enter(client, letter(make, assembly))
    page = page.submit({f"feature_{assembly.features[0].id}": "man"}, button="Verder")
    refused = page.submit({"birth_year": "2012"}, button="Verder")
    assert refused.errors == ["Met dit geboortejaar kunt u niet meedoen. Klopt uw geboortejaar?"]


def test_the_telephone_form_asks_no_age_group_either(make: Any, sign_in: Any, assembly: Assembly) -> None:
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get("/beheer/wonen/aanmeldingen/nieuw")
    assert "Leeftijd" not in page.main
    about = {"name": "Inwoner Een", "address_line1": "Voorbeeldstraat 1", "postcode": "9401 AB", "place": "Dorp"}
    page.submit(
        {**about, f"feature_{assembly.features[0].id}": "man", "birth_year": "2003", "contact_by": "post",
         "channel": "telefoon", "consent": "y"},
        button="Opslaan",
    )  # fmt: skip
    assert group(registrations()[0]) == "16-24"


def test_in_a_file_the_year_of_birth_counts_and_the_owner_hears_of_it(assembly: Assembly) -> None:
    rows = "unique_id,geslacht,leeftijd,geboortejaar\np1,man,16-24,1952\np2,vrouw,65+,1950\np3,man,16-24,\n"
    prepared = respondents.prepare(assembly, rows.encode(), "mensen.csv")
    (notice,) = [one for one in prepared.notices if one.code == "ages_follow"]
    assert (notice.params["count"], notice.params["value"]) == (1, "p1")
    with edge.unit_of_change():
        office.merge(assembly, prepared)
    found = {person.pool_id: group(person) for person in registrations()}
    assert found == {"p1": "65+", "p2": "65+", "p3": "16-24"}, "who gives no year keeps the answer of the file"
    assert respondents.prepare(assembly, rows.encode(), "mensen.csv").same == 3


def test_no_real_draw_while_a_group_denies_the_year_of_birth(make: Any, sign_in: Any) -> None:
    assembly = make.ready_to_draw(slug="wonen")
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    assert "Een echte loting kan nog niet" not in browser.get("/beheer/wonen/loting/nieuw").main
    person = next(one for one in registrations() if group(one) == "40+")
    young = next(answer for answer in assembly.features[1].answers if answer.value == "16-39")
    stored = db.session.get_one(RegistrationAnswer, (person.id, assembly.features[1].id))
    stored.feature_value_id = young.id
    db.session.commit()
    page = browser.get("/beheer/wonen/loting/nieuw")
    assert f"Van 1 mensen klopt de leeftijd niet, zoals van {person.pool_id}." in page.main
    refused = page.submit({"kind": "echt", "short_term_reason": "Zaal vrij"}, button="Leg de lijst vast")
    assert refused.status == 422
    shown = browser.get(f"/beheer/wonen/aanmeldingen/{person.id}")
    assert "Hier staat ‘16-39’." in shown.main
    shown.follow("Wijzigen").submit(button="Opslaan")
    assert "Een echte loting kan nog niet" not in browser.get("/beheer/wonen/loting/nieuw").main


def test_everyone_gets_the_group_of_another_year_when_the_first_meeting_moves(make: Any, assembly: Assembly) -> None:
    person = make.registration(assembly, birth_year=2003)
    assert group(person) == "16-24"
    with edge.unit_of_change():
        assembly.starts_on = date(2028, 2, 5)
        office.follow_first_meeting(PromiseChange(assembly=assembly))
        db.session.expunge_all()
    assert group(registrations()[0]) == "25 t/m 64"


def test_no_real_draw_while_the_register_has_another_year(client: Browser, make: Any, assembly: Assembly) -> None:
    code = letter(make, assembly)
    sign_up(client, code, birth_year="2003")
    invitation = db.session.scalars(select(Invitation).where(Invitation.selector == code[:4])).one()
    assert age_checks.all_in_draw(assembly) == []
    assert invitation.register_row is not None
    invitation.register_row.birth_year = 1952
    db.session.commit()
    (doubt,) = age_checks.all_in_draw(assembly)
    assert (doubt.register_year, doubt.birth_year, doubt.answer) == (1952, 2003, "")
