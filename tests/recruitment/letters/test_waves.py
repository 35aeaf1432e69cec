"""From the sample to letters with codes."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from beraad.audit.models import AuditEvent
from beraad.extensions import db
from beraad.jobs import registry, runner
from beraad.jobs.models import Job
from beraad.recruitment.errors import (
    DrawRefusedError,
    LaterWaveError,
    NobodyToRemindError,
    OwnWaveError,
    WaveStateError,
)
from beraad.recruitment.letters import jobs as letter_jobs
from beraad.recruitment.letters import queries as letter_queries
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters import strata
from beraad.recruitment.letters.queries import Response
from beraad.recruitment.models.registration import Channel
from beraad.recruitment.models.sample import RegisterRow
from beraad.recruitment.models.waves import Invitation, Wave, WaveState
from beraad.recruitment.sign_up import codes, entry, service
from beraad.recruitment.sign_up.service import RegistrationData
from beraad.web import edge, sealing


def letters(wave: Wave) -> list[Invitation]:
    return list(db.session.scalars(select(Invitation).where(Invitation.wave_id == wave.id).order_by(Invitation.number)))


def code_of(letter: Invitation) -> codes.Code:
    assert letter.sealed_code is not None
    code = codes.read(sealing.unseal(letter.sealed_code, letter.seal_name))
    assert code is not None
    return code


def test_strata_stand_from_young_to_old_and_what_is_not_known_last() -> None:
    names = ["Dorp · 25-39", "Stad · 70+", "Dorp · onbekend", "Dorp · tot 25", "Stad · 25-39", "Dorp · 70+"]
    wanted = ["Dorp · tot 25", "Dorp · 25-39", "Dorp · 70+", "Dorp · onbekend", "Stad · 25-39", "Stad · 70+"]
    assert list(strata.in_order(dict.fromkeys(names, 0))) == wanted


def test_each_letter_has_its_own_addressee_and_a_code_that_opens_it_alone(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    wave = make.wave(assembly, 12)
    assert wave.state is WaveState.DRAWN
    made = letters(wave)
    assert [letter.number for letter in made] == list(range(1, 13))
    assert len({letter.register_row_id for letter in made}) == 12
    for letter, other in zip(made, made[1:] + made[:1], strict=True):
        assert codes.matches(letter.secret_hash, code_of(letter))
        assert not codes.matches(other.secret_hash, code_of(letter))


def test_an_address_gets_one_letter_over_all_waves(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    chosen = letters(make.wave(assembly, 12)) + letters(make.wave(assembly, 8))
    houses = Counter(letter.register_row.household for letter in chosen if letter.register_row)
    assert len(houses) == 20 and set(houses.values()) == {1}
    with pytest.raises(DrawRefusedError), edge.unit_of_change():
        waves.plan(assembly, 1)
    assert sorted(db.session.scalars(select(Wave.number))) == [1, 2], "nothing of the refused wave stays behind"


def test_the_same_seed_gives_the_same_letters(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    wave = make.wave(assembly, 12, seed="00" * 32)
    again = waves.draw(wave)
    rows = [letter.register_row.fingerprint for letter in letters(wave) if letter.register_row]
    assert [person.fingerprint for person in again.people] == rows
    wave.seed = "01" * 32
    assert [person.fingerprint for person in waves.draw(wave).people] != rows


def test_letters_are_divided_over_the_strata_as_asked(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    wave = make.wave(assembly, 9, strata_by=["gemeente"], sizes={"Proefdorp": 6, "Voorbeeldstad": 3})
    assert Counter(letter.stratum for letter in letters(wave)) == {"Proefdorp": 6, "Voorbeeldstad": 3}
    for letter in letters(wave):
        assert letter.register_row and letter.register_row.municipality == letter.stratum


def test_without_typed_sizes_the_letters_mirror_the_sample(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    wave = make.wave(assembly, 10, strata_by=["gemeente"])
    assert Counter(letter.stratum for letter in letters(wave)) == {"Proefdorp": 5, "Voorbeeldstad": 5}


def test_codes_are_wiped_once_the_letters_are_sent(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    wave = make.wave(assembly, 5)
    kept = code_of(letters(wave)[0])
    with edge.unit_of_change():
        waves.approve(wave, make.account())
        make.fetch(wave)
    with edge.unit_of_change():
        waves.mark_sent(wave)
    assert [letter.sealed_code for letter in letters(wave)] == [None] * 5
    assert codes.matches(letters(wave)[0].secret_hash, kept), "the code in the letter still works"


def test_somebody_else_approves_and_only_approved_letters_are_sent(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    wave, asked = make.wave(assembly, 5), make.account()
    wave.created_by_id = asked.id
    db.session.commit()
    with pytest.raises(WaveStateError):
        waves.mark_sent(wave)
    with pytest.raises(OwnWaveError):
        waves.approve(wave, asked)
    with edge.unit_of_change():
        waves.approve(wave, make.account())
    with pytest.raises(WaveStateError):
        waves.approve(wave, make.account())


def test_a_draw_that_was_broken_off_goes_on_where_it_was(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    monkeypatch.setattr(letter_jobs, "CHUNK", 4)
    original, calls = sealing.seal, []

    def fails_once(text: str, row: str) -> bytes:
        calls.append(row)
        if len(calls) == 7:
            raise OSError("broken off")
        return original(text, row)

    monkeypatch.setattr(letter_jobs.sealing, "seal", fails_once)
    make.wave(assembly, 10)
    (wave,) = db.session.scalars(select(Wave)).all()
    assert [letter.number for letter in letters(wave)] == [1, 2, 3, 4]
    first = [letter.selector for letter in letters(wave)]
    db.session.rollback()
    come_back(wave.job_id or 0)
    made = letters(wave)
    assert [letter.number for letter in made] == list(range(1, 11))
    assert [letter.selector for letter in made[:4]] == first
    people = [person.fingerprint for person in waves.draw(wave).people]
    assert [db.session.get_one(RegisterRow, letter.register_row_id).fingerprint for letter in made] == people


def come_back(number: int) -> None:
    """The worker comes back for a job that waits for its next try."""
    db.session.get_one(Job, number).not_before = None
    db.session.commit()
    with registry.current_jobs().carrier.app.app_context():
        assert runner.work_on(number)


def test_a_reminder_goes_to_those_who_kept_silent_and_both_codes_open_the_same_sign_up(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    wave = make.wave(assembly, 6)
    first = code_of(letters(wave)[2])
    with edge.unit_of_change():
        make.send(wave, make.account())
    answers = {"geslacht": "man", "leeftijd": "40+"}
    with edge.unit_of_change():
        service.register(assembly, RegistrationData(make.person(), answers), Channel.LETTER, letters(wave)[0])
    with edge.unit_of_change():
        reminder = waves.remind(wave)
    made = letters(reminder)
    assert [letter.reminds_id for letter in made] == [letter.id for letter in letters(wave)[1:]]
    assert (reminder.letters, reminder.state) == (5, WaveState.DRAWN)
    again = code_of(made[1])
    assert again != first
    assert entry.letter_of(again.plain) is entry.letter_of(first.plain) is letters(wave)[2]
    with edge.unit_of_change():
        service.register(
            assembly, RegistrationData(make.person(), answers), Channel.LETTER, entry.letter_of(again.plain)
        )
    responses = {row.wave.number: row.response for row in letter_queries.waves(assembly.id)}
    assert responses == {1: Response(6, 2), 2: Response(5, 1)}


def test_nobody_is_reminded_before_the_letters_are_sent_or_when_all_answered(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 4)
    wave = make.wave(assembly, 1)
    with pytest.raises(WaveStateError):
        waves.remind(wave)
    with edge.unit_of_change():
        make.send(wave, make.account())
        answers = {"geslacht": "man", "leeftijd": "40+"}
        service.register(assembly, RegistrationData(make.person(), answers), Channel.LETTER, letters(wave)[0])
    with pytest.raises(NobodyToRemindError):
        waves.remind(wave)


def test_age_groups_of_letters_are_those_of_the_burgerberaad_and_stay_as_they_were(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 40)
    wave = make.wave(assembly, 10, strata_by=["leeftijd"])
    assert set(wave.people) <= {"16-39", "40+", "overig", "onbekend"} and {"16-39", "40+"} & set(wave.people)
    drawn = waves.draw_file(wave)
    age = next(feature for feature in assembly.features if feature.name == "leeftijd")
    with edge.unit_of_change():
        age.answers[0].value, age.answers[1].value = "16-49", "50+"
    assert waves.draw_file(wave) == drawn, "the draw can be repeated after the groups changed"
    wave.ages = {}
    assert "40-54" in waves.draw_file(wave), "a wave from before has the usual groups"


def test_a_wave_thrown_away_frees_its_people_and_only_the_last_one_can_be(make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 24)
    first, second = make.wave(assembly, 4), make.wave(assembly, 4)
    with pytest.raises(LaterWaveError):
        waves.discard(first)
    seed = second.seed
    waves.discard(second)
    db.session.commit()
    event = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (event.action, event.details["letters"], event.details["seed"]) == ("recruitment.wave_discarded", 4, seed)
    again = make.wave(assembly, 8)
    assert again.number == 2 and again.letters == 8, "those who were freed can be drawn"
    with edge.unit_of_change():
        waves.approve(again, make.account())
    with pytest.raises(WaveStateError):
        waves.discard(again)
