"""Sign-ups that look alike."""

from __future__ import annotations

from typing import Any

import pytest

from beraad.assemblies.models import Role
from beraad.extensions import db
from beraad.recruitment.errors import NotAPairError
from beraad.recruitment.models.registration import RegistrationState
from beraad.recruitment.office import duplicates, queries
from beraad.recruitment.office import service as office
from beraad.recruitment.office.duplicates import Sign
from beraad.recruitment.sign_up import service
from beraad.web import edge


def signs(assembly: Any) -> list[tuple[Sign, ...]]:
    return [pair.signs for pair in duplicates.pairs(assembly.id)]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ({"email": "Een@voorbeeld.example"}, {"email": "een@voorbeeld.example"}, (Sign.EMAIL,)),
        ({"phone": "06 1234 5678"}, {"phone": "+31612345678"}, (Sign.PHONE,)),
        ({"name": "Zoë  Voorbeeld"}, {"name": "zoe voorbeeld"}, (Sign.NAME,)),
        ({"name": "A", "birth_year": 1980}, {"name": "A", "birth_year": 1981}, None),
        ({"phone": "112"}, {"phone": "112"}, None),
        ({"address_line1": "Voorbeeldstraat 1"}, {"address_line1": "voorbeeldstraat 1"}, None),
        (
            {"address_line1": "Voorbeeldstraat 1", "phone": "0612345678"},
            {"address_line1": "Voorbeeldstraat 1", "phone": "0612345678"},
            (Sign.PHONE, Sign.ADDRESS),
        ),
    ],
)
def test_what_is_equal_is_named(make: Any, one: dict[str, Any], other: dict[str, Any], found: Any) -> None:
    assembly = make.assembly()
    make.registration(assembly, **one)
    make.registration(assembly, **other)
    assert signs(assembly) == ([] if found is None else [found])


MANY = duplicates.MOST_ALIKE + 1


@pytest.fixture
def care_home(make: Any, sign_in: Any) -> tuple[Any, list[Any], Any]:
    """A burgerberaad, the people of a care home who signed up for it, and its page of look-alikes."""
    assembly = make.recruiting()
    people = [make.registration(assembly, phone="0592 123456") for _ in range(MANY)]
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    return assembly, people, browser.get(f"/beheer/{assembly.slug}/aanmeldingen/dubbel")


def test_a_value_that_many_share_is_shown_once_as_a_group(care_home: Any) -> None:
    assembly, people, page = care_home
    assert signs(assembly) == []
    assert len(page.soup.select(".beraad-card")) == 1 and f"{MANY} aanmeldingen samen" in page.main
    page = page.follow("Bekijk deze groep")
    assert all(person.pool_id in page.main and person.name in page.main for person in people)


def test_one_of_a_group_is_found_by_name_and_stays_to_be_judged(care_home: Any) -> None:
    _assembly, people, page = care_home
    page = page.follow("Bekijk deze groep").submit({"zoek": people[3].pool_id}, button="Zoek")
    assert people[3].name in page.soup.select_one("table").text and people[4].name not in page.soup.table.text
    assert len(page.soup.select("[name=doubles]")) == len(people), "all are judged together"


def test_groups_and_pairs_are_one_list(care_home: Any, make: Any) -> None:
    assembly, _people, page = care_home
    for _ in range(2):
        make.registration(assembly, email="samen@voorbeeld.example")
    page = page.browser.get(page.path)
    assert page.soup.select_one(".beraad-card h2").text == f"{MANY} aanmeldingen samen"
    assert "Nog 2 te doen" in page.main
    page = page.browser.get(page.path, query_string={"teken": Sign.EMAIL.value})
    assert len(page.soup.select(".beraad-card h2")) == 1 and "aanmeldingen samen" not in page.main


def test_a_group_of_different_people_is_settled_at_once(care_home: Any) -> None:
    assembly, people, page = care_home
    page = page.follow("Bekijk deze groep").submit(button="Vastleggen")
    assert "Er zijn geen aanmeldingen die op elkaar lijken." in page.main
    assert len(queries.pool(assembly.id)) == len(people)
    with edge.unit_of_change():
        service.withdraw(people[0])
    assert signs(assembly) == [], "what was settled stays so when the group becomes small"


def test_the_double_ones_of_a_group_leave_the_draw(care_home: Any) -> None:
    assembly, people, page = care_home
    page = page.follow("Bekijk deze groep").submit({"doubles": [str(p.id) for p in people[1:]]}, button="Vastleggen")
    assert "Dit is vastgelegd." in page.text
    assert [person.pool_id for person in queries.pool(assembly.id)] == [people[0].pool_id]


def test_somebody_of_a_group_has_to_stay(care_home: Any) -> None:
    assembly, people, page = care_home
    page = page.follow("Bekijk deze groep").submit({"doubles": [str(p.id) for p in people]}, button="Vastleggen")
    assert page.status == 422 and page.errors == ["Laat minstens één aanmelding staan."]
    assert len(queries.pool(assembly.id)) == len(people)


def test_who_joins_a_settled_group_brings_it_back(care_home: Any, make: Any) -> None:
    assembly, _people, page = care_home
    looked_at = page.follow("Bekijk deze groep")
    late = make.registration(assembly, phone="+31 592 123456")
    page = looked_at.submit(button="Vastleggen")
    assert "1 aanmelding kwam erbij nadat u deze groep bekeek." in page.main
    assert duplicates.groups(assembly.id)[0].new == {late.id}


def test_a_full_address_is_a_group_and_another_burgerberaad_cannot_see_it(make: Any, sign_in: Any) -> None:
    assembly, other = make.recruiting(), make.recruiting()
    people = [make.registration(assembly, address_line1="Voorbeeldstraat 1") for _ in range(MANY)]
    (group,) = duplicates.groups(assembly.id)
    assert group.sign is Sign.ADDRESS
    browser = sign_in(make.member(other, Role.REGISTRY))
    assert browser.get(f"/beheer/{other.slug}/aanmeldingen/dubbel/groep/adres/{people[0].id}").status == 404


def test_an_address_with_two_sign_ups_is_counted_as_a_household(make: Any) -> None:
    assembly = make.assembly()
    for street in ("Voorbeeldstraat 1", "Voorbeeldstraat 1", "Voorbeeldstraat 2"):
        make.registration(assembly, address_line1=street)
    (home,) = duplicates.households(assembly.id)
    assert [person.address_line1 for person in home] == ["Voorbeeldstraat 1"] * 2


def test_the_griffie_settles_pairs_on_a_page(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting()
    people = [make.registration(assembly, phone="0612345678") for _ in range(3)]
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen").follow("Dubbele aanmeldingen")
    assert len(page.soup.select(".beraad-card .beraad-badge")) == 3 and "Zelfde telefoonnummer" in page.main
    here = f"/beheer/{assembly.slug}/aanmeldingen/dubbel/{people[0].id}/{people[1].id}"
    page = page.submit(action=f"{here}/verschillend")
    assert len(page.soup.select(".beraad-card .beraad-badge")) == 2
    page = page.submit(action=f"{here.rsplit('/', 1)[0]}/{people[2].id}/eerste")
    assert "Er zijn geen aanmeldingen die op elkaar lijken." in page.main
    assert [person.pool_id for person in queries.pool(assembly.id)] == sorted(p.pool_id for p in people[:2])
    db.session.rollback()
    assert people[2].state is RegistrationState.DOUBLE


def test_a_pair_that_is_no_longer_one_is_refused(make: Any) -> None:
    assembly, other = make.assembly(), make.assembly()
    one, two, far = make.registration(assembly), make.registration(assembly), make.registration(other)
    for pair in ((one, one), (one, far)):
        with pytest.raises(NotAPairError):
            office.settle(*pair, None)
    with edge.unit_of_change():
        service.withdraw(two)
    with pytest.raises(NotAPairError):
        office.settle(one, two, None)
