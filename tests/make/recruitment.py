"""People who signed up, the register sample and its letters."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from beraad.accounts.models import Account
from beraad.allowances import owed
from beraad.allowances.models import AllowanceScheme
from beraad.assemblies.models import Assembly, Phase
from beraad.days import today
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment import minimum_age
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters.letterhead import return_address, sender
from beraad.recruitment.letters.letterhead.return_address import ReturnAddress
from beraad.recruitment.letters.letterhead.sender import Sender
from beraad.recruitment.models.registration import Channel, Registration
from beraad.recruitment.models.sample import RegisterImport
from beraad.recruitment.models.sign_up import SignUpSettings
from beraad.recruitment.models.waves import Invitation, LetterBatch, Wave
from beraad.recruitment.questions import ages, question_set
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.service import SettingsData
from beraad.recruitment.register import service as samples
from beraad.recruitment.sign_up import service
from beraad.recruitment.sign_up.service import Person, RegistrationData
from beraad.web import edge, sealing
from tests.make.assemblies import assembly

_numbers = count(1)
SAMPLE_HEADER = ("naam", "adresregel1", "postcode", "woonplaats", "gemeente", "geboortejaar")


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


def born(of: Assembly, answers: Mapping[str, str]) -> dict[str, int]:
    """The year of birth of the youngest in the age group among `answers`; empty if none of them is one."""
    groups = ages.groups(question_set.current(of))
    if groups is None or answers.get(groups.feature.name) not in groups.bands:
        return {}
    return {"birth_year": ages.year(of) - groups.bands[answers[groups.feature.name]][0]}


def registration(
    of: Assembly, answers: Mapping[str, str] | None = None, channel: Channel = Channel.PHONE, **values: Any
) -> Registration:
    """A sign-up; the first answer to each feature unless given."""
    first = {feature.name: feature.answers[0].value for feature in of.features}
    given = {**first, **(answers or {})}
    made = service.register(of, RegistrationData(person(**{**born(of, given), **values}), given), channel)
    db.session.commit()
    return made


def letter_code(of: Wave, number: int = 1) -> str:
    """The code as it stands in a letter that has not been sent yet."""
    chosen = select(Invitation).where(Invitation.wave_id == of.id, Invitation.number == number)
    letter = db.session.scalars(chosen).one()
    assert letter.sealed_code is not None
    return sealing.unseal(letter.sealed_code, letter.seal_name)


def recruiting(**values: Any) -> Assembly:
    """A burgerberaad for which residents can sign up, and whose letters can be approved."""
    made = assembly(**{"phase": Phase.RECRUITMENT, "contact_name": "De griffie", **values})
    return_address.choose(made, ReturnAddress("De griffie", "Antwoordnummer 100", "9400 VB", "Voorbeeldstad"))
    sender.choose(made, Sender("R. Voorbeeld", "Burgemeester", "fg@voorbeeld.example"))
    db.session.commit()
    return made


def sample_rows(size: int) -> list[Sequence[str]]:
    """Rows of a register sample, two in each house, in two gemeenten."""
    return [
        (
            f"Inwoner {number}",
            f"Voorbeeldstraat {number // 2}",
            f"{1000 + (8400 + number // 200) % 9000} AB",
            "Voorbeeldstad",
            "Voorbeeldstad" if number % 4 < 2 else "Proefdorp",
            str(1950 + number % 55),
        )
        for number in range(size)
    ]


def sample_file(rows: Sequence[Sequence[str]], header: Sequence[str] = SAMPLE_HEADER, delimiter: str = ",") -> bytes:
    """A CSV file as a register would give it."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([header, *rows])
    return text.getvalue().encode()


def take_in(of: Assembly, rows: Sequence[Sequence[str]]) -> RegisterImport:
    """A file with these rows of a register sample, read in the unit of change that the caller opened."""
    received = samples.receive(of, "steekproef.csv", io.BytesIO(sample_file(rows)))
    return samples.start(received, received.mapping)


def sample(of: Assembly, size: int = 40) -> RegisterImport:
    """A register sample that has been read."""
    with edge.unit_of_change():
        return take_in(of, sample_rows(size))


def wave(
    of: Assembly, letters: int = 10, official: Account | None = None, seed: str | None = None, **values: Any
) -> Wave:
    """A wave of letters with their codes; with `official` it has been approved and sent."""
    with edge.unit_of_change():
        decide_before_letters(of)
        made = waves.plan(of, letters, waves.WaveData(**values), seed)
    if official is not None:
        with edge.unit_of_change():
            send(made, official)
    return made


def decide_before_letters(of: Assembly) -> None:
    """What has to be known before letters go, as far as the burgerberaad says nothing about it."""
    if db.session.get(SignUpSettings, of.id) is None:
        questions.set_up(of, SettingsData(minimum_age.DEFAULT, days=(today() + timedelta(60),)))
    if of.sign_up_closes is None:
        of.sign_up_closes = today() + timedelta(30)
    if owed.scheme(of.id) is None:
        db.session.add(AllowanceScheme(assembly_id=of.id, meeting_cents=10_000))


def send(of: Wave, official: Account) -> None:
    """Approve a wave and send it, in the unit of change that the caller opened."""
    waves.approve(of, official)
    fetch(of)
    waves.mark_sent(of)


def fetch(of: Wave) -> None:
    """The printer has one file with all letters of an approved wave."""
    file = LetterBatch(wave_id=of.id, number=1, first=1, last=of.letters, sha256="0" * 64, fetched_at=now())
    db.session.add(file)
    db.session.flush()
