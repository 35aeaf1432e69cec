"""Who is old enough, and which ages can be chosen."""

from __future__ import annotations

from types import ModuleType

import pytest
from sqlalchemy.exc import IntegrityError

from beraad.extensions import db
from beraad.recruitment import minimum_age
from beraad.recruitment.models.sign_up import SignUpSettings


@pytest.mark.parametrize(("birth_year", "is_enough"), [(2009, True), (2010, True), (2011, False)])
def test_people_count_with_the_age_that_they_reach_this_year(birth_year: int, is_enough: bool) -> None:
    assert minimum_age.is_old_enough(birth_year, 16, 2026) is is_enough


def test_without_a_minimum_age_everyone_is_old_enough() -> None:
    assert minimum_age.is_old_enough(2026, minimum_age.NONE, 2026)


@pytest.mark.parametrize("age", [minimum_age.NONE - 1, minimum_age.HIGHEST + 1])
def test_the_database_refuses_an_age_that_cannot_be_chosen(make: ModuleType, age: int) -> None:
    db.session.add(SignUpSettings(assembly_id=make.assembly().id, minimum_age=age))
    with pytest.raises(IntegrityError, match="age_of_people"):
        db.session.flush()
    db.session.rollback()
