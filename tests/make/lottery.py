"""Quotas, a pool to draw from, and draws in every state."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from beraad.assemblies.models import Assembly, Phase
from beraad.extensions import db
from beraad.lottery.bounds import Bounds
from beraad.lottery.quotas import service as quotas
from beraad.recruitment.models.registration import Channel, Registration
from tests.make.assemblies import assembly as new_assembly
from tests.make.recruitment import registration
from tests.prepared import once

#: people per pair of answers in the pool in `pool`: more women, more people of forty and older
POOL: Mapping[tuple[str, str], int] = {
    ("vrouw", "16-39"): 6,
    ("vrouw", "40+"): 14,
    ("man", "16-39"): 4,
    ("man", "40+"): 8,
}
#: quotas for four seats that this pool can meet
QUOTAS: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "geslacht": {"vrouw": (2, 2), "man": (2, 2)},
    "leeftijd": {"16-39": (1, 2), "40+": (2, 3)},
}


def set_quotas(
    assembly: Assembly, wanted: Mapping[str, Mapping[str, tuple[int, int]]] = QUOTAS, reason: str = "Voorbeeld"
) -> None:
    """Give the answers of a burgerberaad these bounds."""
    bounds = {
        answer.id: Bounds(*wanted[feature.name][answer.value])
        for feature in assembly.features
        for answer in feature.answers
        if feature.name in wanted
    }
    quotas.set_quotas(assembly, bounds, reason=reason)
    db.session.commit()


def pool(assembly: Assembly, counts: Mapping[tuple[str, str], int] = POOL) -> list[Registration]:
    """People who signed up, `counts` of each pair of sex and age."""
    return [
        registration(assembly, {"geslacht": sex, "leeftijd": age}, Channel.PHONE)
        for (sex, age), count in counts.items()
        for _ in range(count)
    ]


@once
def ready_to_draw(**values: Any) -> Assembly:
    """A burgerberaad of four seats with quotas and a pool of 32 people, for which nobody can sign up any more."""
    assembly = new_assembly(**{"phase": Phase.LOTTERY, **values})
    set_quotas(assembly)
    pool(assembly)
    return assembly
