"""What residents are asked is kept at hand, and read anew as soon as any of it changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from beraad.assemblies.features import service as features
from beraad.assemblies.features.service import FeatureData
from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.recruitment.models.sign_up import Purpose, QuestionKind
from beraad.recruitment.questions import question_set
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.service import QuestionData, SettingsData
from tests.crawl import counted
from tests.pages import Browser
from tests.residents import answer_all, enter, registrations

CHANGES: dict[str, Callable[[Assembly], Any]] = {
    "another answer": lambda a: features.change_feature(
        a.features[0],
        FeatureData(a.features[0].name, "", [*(answer.value for answer in a.features[0].answers), "anders"]),
    ),
    "other words of an answer": lambda a: setattr(a.features[0].answers[0], "value", "anders"),
    "another question at a feature": lambda a: setattr(a.features[0], "question", "Hoe zit het?"),
    "a feature less": lambda a: features.remove_feature(a.features[-1]),
    "another order": lambda a: features.move_feature(a.features[0], 1),
    "all features": lambda a: features.set_features(a, {"wijk": ["noord", "zuid"]}),
    "origin": lambda a: questions.ask_origin(a, True),
    "an age": lambda a: questions.set_up(a, SettingsData(16, asks_days=False, days=[], asks_needs=False)),
    "a question": lambda a: questions.add(a, QuestionData(QuestionKind.TEXT, "Wat vindt u?")),
    "a text of consent": lambda a: questions.write_consent(a, Purpose.DRAW, "Ik doe mee."),
    "a translation": lambda a: questions.translate(a, "en", {a.features[0].name: "something else"}),
}


def told(assembly: Assembly) -> question_set.QuestionSet:
    db.session.flush()
    return question_set.current(assembly)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changes_is_read_again_and_what_is_taken_back_is_not(make: Any, change: Callable[[Assembly], Any]) -> None:
    assembly = make.recruiting()
    db.session.commit()
    before, revision = told(assembly), assembly.revision
    change(assembly)
    assert told(assembly) != before
    assert assembly.revision != revision
    db.session.rollback()
    assert told(assembly) == before


def test_translations_that_are_taken_away_are_gone(make: Any) -> None:
    assembly = make.recruiting()
    questions.translate(assembly, "en", {assembly.features[0].name: "something else"})
    assert told(assembly).translations
    questions.translate(assembly, "en", {})
    assert not told(assembly).translations


def test_reading_it_a_second_time_asks_the_database_nothing(make: Any) -> None:
    assembly = make.recruiting()
    db.session.commit()
    first = question_set.current(assembly)
    with counted(db.engine) as statements:
        assert question_set.current(assembly) is first
    assert not statements


def test_what_waits_to_be_written_is_not_taken_for_what_is_there(make: Any) -> None:
    assembly = make.recruiting()
    db.session.commit()
    before = question_set.current(assembly)
    question_set.forget(assembly)
    assembly.features[0].question = "Hoe zit het?"
    assert question_set.current(assembly) != before
    db.session.rollback()
    assert question_set.current(assembly) == before


def test_whoever_was_about_to_agree_sees_what_changed(client: Browser, make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 8)
    page = answer_all(enter(client, str(make.letter_code(make.wave(assembly, 2)))))
    questions.write_consent(assembly, Purpose.DRAW, "Ik doe mee, en mijn naam komt op de lijst.")
    db.session.commit()
    page = page.submit({"consent": "y"}, button="Aanmelden")
    assert "Er is intussen iets veranderd." in page.main
    assert "mijn naam komt op de lijst" in page.main
    assert not registrations()
    assert page.submit({"consent": "y"}, button="Aanmelden").path == "/aanmelden/klaar"
    assert len(registrations()) == 1


def test_whoever_was_about_to_agree_answers_a_question_that_changed(client: Browser, make: Any) -> None:
    assembly = make.recruiting()
    make.sample(assembly, 8)
    page = answer_all(enter(client, str(make.letter_code(make.wave(assembly, 2)))))
    features.set_features(assembly, {"wijk": ["noord", "zuid"]})
    db.session.commit()
    page = page.submit({"consent": "y"}, button="Aanmelden")
    assert page.path.startswith("/aanmelden/stap/")
    assert "Noord" in page.main
    assert answer_all(page).submit({"consent": "y"}, button="Aanmelden").path == "/aanmelden/klaar"


def test_another_application_keeps_nothing_of_this_one(make: Any, app: Flask) -> None:
    assembly = make.recruiting()
    db.session.commit()
    question_set.current(assembly)
    other = Flask("other")
    question_set.init_app(other)
    assert app.extensions[question_set.CACHE_KEY]
    assert other.extensions[question_set.CACHE_KEY] == {}
