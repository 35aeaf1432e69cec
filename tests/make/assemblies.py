"""Burgerberaden and the people who work on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from beraad.accounts.models import Account
from beraad.assemblies.models import Assembly, Feature, FeatureValue, Membership, Role
from beraad.extensions import db
from tests.make.accounts import account

_numbers = count(1)
FEATURES = {"geslacht": ("vrouw", "man"), "leeftijd": ("16-39", "40+")}


def assembly(features: Mapping[str, Sequence[str]] | None = None, **values: Any) -> Assembly:
    """A public burgerberaad with two features unless said otherwise."""
    number = next(_numbers)
    defaults = {
        "slug": f"beraad-{number}",
        "title": f"Burgerberaad {number}",
        "question": "Hoe houden wij ons dorp leefbaar?",
        "seats": 4,
        "is_public": True,
    }
    made = Assembly(**{**defaults, **values})
    for position, (name, answers) in enumerate((FEATURES if features is None else features).items()):
        feature = Feature(name=name, position=position)
        feature.answers = [FeatureValue(value=value, position=i) for i, value in enumerate(answers)]
        made.features.append(feature)
    db.session.add(made)
    db.session.commit()
    return made


def member(assembly: Assembly, *roles: Role, **values: Any) -> Account:
    """An account with `roles` in the burgerberaad."""
    holder = account(**values)
    db.session.add_all(Membership(assembly_id=assembly.id, account_id=holder.id, role=role) for role in roles)
    db.session.commit()
    return holder
