"""Somebody who was erased gets no reminder, whether they had signed up or not."""

from __future__ import annotations

from types import ModuleType

import pytest
from sqlalchemy import select

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.privacy.people import requests
from beraad.recruitment.letters import printing
from beraad.recruitment.letters import service as waves
from beraad.recruitment.models.registration import Channel
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation, Wave, WaveState
from beraad.recruitment.sign_up import service
from beraad.recruitment.sign_up.service import RegistrationData
from beraad.web import edge

ANSWERS = {"geslacht": "man", "leeftijd": "40+"}


@pytest.fixture
def sent(make: ModuleType) -> tuple[Assembly, Wave]:
    """A burgerberaad with letters in the post."""
    assembly = make.recruiting()
    make.sample(assembly, 20)
    return assembly, make.wave(assembly, 6, make.account())


def letters(wave: Wave) -> list[Invitation]:
    return list(db.session.scalars(select(Invitation).where(Invitation.wave_id == wave.id).order_by(Invitation.number)))


@pytest.mark.parametrize("has_signed_up", [False, True])
def test_a_reminder_leaves_out_who_was_erased_and_can_be_printed(
    make: ModuleType, sent: tuple[Assembly, Wave], has_signed_up: bool
) -> None:
    assembly, wave = sent
    erased = letters(wave)[2]
    with edge.unit_of_change():
        if has_signed_up:
            row = db.session.get_one(RegisterRow, erased.register_row_id)
            person = make.person(name=row.name, address_line1=row.address_line1, postcode=row.postcode)
            signed_up = service.register(assembly, RegistrationData(person, ANSWERS), Channel.LETTER, erased)
            requests.erase(signed_up)
        else:
            requests.erase_sample_row(assembly, db.session.get_one(RegisterRow, erased.register_row_id))
    with edge.unit_of_change():
        reminder = waves.remind(wave)
    others = [letter.id for letter in letters(wave) if letter.id != erased.id]
    assert [letter.reminds_id for letter in letters(reminder)] == others
    assert (reminder.letters, reminder.state) == (5, WaveState.DRAWN)
    with edge.unit_of_change():
        printing.start(waves.approve(reminder, make.account()))
    assert printing.is_ready(reminder)
    assert len(printing.address_rows(reminder)) == 5
    with edge.unit_of_change():
        for file in printing.batches(reminder):
            printing.fetch(file)
        printing.finish(reminder)  # deletes its file, which other tests would find
