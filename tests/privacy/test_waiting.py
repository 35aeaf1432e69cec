"""What the griffie hears of before data are wiped."""

from __future__ import annotations

from datetime import timedelta
from types import ModuleType

import pytest

from beraad.assemblies.models import Assembly
from beraad.desk import queries
from beraad.extensions import db
from beraad.lottery.models import DrawState
from beraad.orm import now
from beraad.privacy import terms
from beraad.privacy.kinds import Kind
from tests.desk.happenings import drawing

DRAWN_AGO = timedelta(days=Kind.SAMPLE.days - 5)


def waits(assembly: Assembly) -> list[str]:
    return [str(item.what) for item in queries.waiting([assembly]) if item.kind.code == "privacy.near"]


@pytest.fixture
def drawn(make: ModuleType) -> Assembly:
    """A burgerberaad whose sample goes in five days."""
    assembly: Assembly = make.recruiting()
    drawing(DrawState.DRAWN, ticket=7, concluded_at=now() - DRAWN_AGO)(make, assembly)
    db.session.commit()
    return assembly


def test_only_what_is_there_waits_to_be_looked_at(drawn: Assembly, make: ModuleType) -> None:
    assert waits(drawn) == [], "there is no sample"
    make.sample(drawn, 3)
    (words,) = waits(drawn)
    assert str(Kind.SAMPLE.label) in words


@pytest.mark.parametrize("days", [Kind.SAMPLE.days - 10, Kind.SAMPLE.days + 30])
def test_a_term_that_is_over_or_far_away_waits_for_nobody(drawn: Assembly, make: ModuleType, days: int) -> None:
    make.sample(drawn, 3)
    terms.change(drawn, Kind.SAMPLE, days, "Besluit van de raad")
    db.session.commit()
    assert waits(drawn) == []
