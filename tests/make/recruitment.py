"""People who signed up, the register sample and its letters."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment import service
from beraad.recruitment.models import Channel, Registration
from beraad.recruitment.service import Person

_numbers = count(1)


def person(**values: Any) -> Person:
    """Somebody with a made-up name at an address of their own."""
    number = next(_numbers)
    defaults = {
        "name": f"Inwoner {number}",
        "address_line1": f"Voorbeeldstraat {number}",
        "postcode": "9401 AA",
        "place": "Voorbeeldstad",
        "email": f"inwoner{number}@voorbeeld.example",
        "birth_year": 1980,
    }
    return Person(**{**defaults, **values})


def registration(
    of: Assembly, answers: Mapping[str, str] | None = None, channel: Channel = Channel.PHONE, **values: Any
) -> Registration:
    """A sign-up; the first answer to each feature unless given."""
    first = {feature.name: feature.answers[0].value for feature in of.features}
    made = service.register(of, person(**values), {**first, **(answers or {})}, channel)
    db.session.commit()
    return made
