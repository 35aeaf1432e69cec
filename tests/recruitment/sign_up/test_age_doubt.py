"""A year of birth and an answer about age that can't both be true are asked about, and keep nobody out."""

from __future__ import annotations

from typing import Any

import pytest

from beraad.assemblies.models import Role
from beraad.days import today
from beraad.recruitment.sign_up import age_doubt
from tests.pages import Browser
from tests.residents import answer_all, enter, registrations

BANDS = ("tot 25", "25 t/m 64", "65+")
TITLE = "Kloppen deze twee antwoorden?"


@pytest.mark.parametrize(
    ("answer", "age", "is_doubted"),
    [
        ("tot 25", 24, False),
        ("tot 25", 25, False),  # still 24 until the birthday
        ("tot 25", 26, True),
        ("25 t/m 64", 24, True),
        ("25 t/m 64", 25, False),
        ("25 t/m 64", 65, False),
        ("25 t/m 64", 66, True),
        ("65+", 64, True),
        ("65+", 65, False),
        ("65+", 112, False),
        ("anders", 40, False),
        ("", 40, False),
    ],
)
def test_a_birthday_still_to_come_leaves_two_ages(make: Any, answer: str, age: int, is_doubted: bool) -> None:
    assembly = make.recruiting(features={"leeftijd": (*BANDS, "anders")})
    found = age_doubt.find(assembly, {"leeftijd": answer}, today().year - age)
    assert (found is not None) is is_doubted
    if found:
        assert (found.before, found.after) == (age - 1, age)


def test_years_that_are_no_ages_are_left_alone(make: Any) -> None:
    assembly = make.recruiting(features={"woonduur": ("0-4 jaar", "5+ jaar"), "huishouden": ("1-2", "3+")})
    assert age_doubt.find(assembly, {"woonduur": "0-4 jaar", "huishouden": "3+"}, 1950) is None
    assert age_doubt.find(make.recruiting(features={"leeftijd": BANDS}), {"leeftijd": "tot 25"}, None) is None


def test_a_resident_is_asked_and_may_leave_it_so(client: Browser, make: Any) -> None:
    assembly = make.recruiting(features={"groep": BANDS})
    assembly.features[0].question = "Hoe oud bent u?"
    make.sample(assembly, 8)
    year = today().year
    page = answer_all(enter(client, str(make.letter_code(make.wave(assembly, 2)))), birth_year=str(year - 70))
    assert TITLE in page.main and "een leeftijd van 69 of 70 jaar" in page.main
    assert f"Hoe oud bent u? Tot 25 Wijzig Hoe oud bent u? In welk jaar bent u geboren? {year - 70} Wijzig" in page.main
    changed = page.follow("Wijzig Hoe oud bent u?").submit({page_field(assembly): "65+"}, button="Verder")
    assert TITLE not in changed.main
    page = changed.follow("Wijzig Hoe oud bent u?").submit({page_field(assembly): "tot 25"}, button="Verder")
    assert page.submit({"consent": "y"}, button="Aanmelden").h1 == "U bent aangemeld"
    assert len(registrations()) == 1


def page_field(assembly: Any) -> str:
    return f"feature_{assembly.features[0].id}"


def test_the_griffie_sees_it_at_the_sign_up(make: Any, sign_in: Any) -> None:
    assembly = make.recruiting(features={"leeftijd": BANDS})
    browser = sign_in(make.member(assembly, Role.REGISTRY))
    year = today().year - 70
    wrong = make.registration(assembly, {"leeftijd": "tot 25"}, birth_year=year)
    page = browser.get(f"/beheer/{assembly.slug}/aanmeldingen/{wrong.id}")
    assert f"Wie in {year} geboren is, is nu 69 of 70 jaar. Het antwoord is ‘tot 25’." in page.main
    right = make.registration(assembly, {"leeftijd": "65+"}, birth_year=year)
    assert "passen niet" not in browser.get(f"/beheer/{assembly.slug}/aanmeldingen/{right.id}").main
