"""Registers the pages, jobs, commands and menu entries of recruitment."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import features_in_use, people_promised_wanted, promise_changed
from beraad.recruitment import promised, ways, words
from beraad.recruitment.letters import acts as letter_acts
from beraad.recruitment.letters import jobs as letter_jobs
from beraad.recruitment.letters import views as views_letters
from beraad.recruitment.letters import views_draw, views_texts
from beraad.recruitment.office import acts as office_acts
from beraad.recruitment.office import (
    cli,
    queries,
    views,
    views_codes,
    views_duplicates,
    views_files,
    views_jobs,
)
from beraad.recruitment.office import service as office
from beraad.recruitment.questions import question_set
from beraad.recruitment.questions import views as views_questions
from beraad.recruitment.register import acts as register_acts
from beraad.recruitment.register import jobs as register_jobs
from beraad.recruitment.register import views as views_sample
from beraad.recruitment.register import views_profiles
from beraad.recruitment.sign_up import acts as sign_up_acts
from beraad.recruitment.sign_up import views as views_public
from beraad.recruitment.sign_up import views_form, views_open
from beraad.telling import audiences, people
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry

PAGES = (
    *(views_sample, views_profiles),
    *(views_questions, views_public, views_form, views_open),
    *(views_letters, views_draw, views_texts),
    *(views, views_codes, views_duplicates, views_files, views_jobs),
)
JOBS = (register_jobs, letter_jobs)


def are_features_answered(assembly: Assembly, **_: object) -> bool:
    """Answers to `features_in_use`: people have answered them."""
    return queries.has_answers(assembly.id)


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    registry.register(app, *letter_acts.ACTS, *office_acts.ACTS, register_acts.DISCARD, sign_up_acts.WITHDRAW)
    question_set.init_app(app)
    for page in PAGES:
        app.register_blueprint(page.views)
    for job in JOBS:
        job.init_app(app)
    app.cli.add_command(cli.commands)
    features_in_use.connect(are_features_answered)
    people_promised_wanted.connect(promised.people)
    promise_changed.connect(promised.tell)
    promise_changed.connect(office.follow_first_meeting)
    people.register(app, ways.people, ways.text_of)
    audiences.register(app, ways.audiences)
    navigation.add(
        app,
        Entry("staff", _l("Aanmeldingen"), "recruitment.listed", 21, "pool.overview"),
        Entry("staff", _l("Steekproef"), "recruitment_sample.imports", 22, "pool.overview"),
        Entry("staff", _l("Brieven"), "recruitment_letters.overview", 23, "pool.overview"),
        Entry("staff", _l("Vragen bij aanmelden"), "recruitment_questions.overview", 20, "pool.overview"),
        Entry("site", _l("Aanmelden met een code"), "recruitment_public.code", 30),
    )
