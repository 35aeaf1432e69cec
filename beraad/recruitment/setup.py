"""Registers the pages, jobs, commands and menu entries of recruitment."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import features_in_use, tasks_wanted
from beraad.jobs import service as jobs
from beraad.recruitment.letters import printing, views_draw
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters import views as views_waves
from beraad.recruitment.letters import views_texts as views_letters
from beraad.recruitment.messages import service as messages
from beraad.recruitment.messages import views as views_messages
from beraad.recruitment.office import cli, queries, todo, views, views_codes, views_duplicates, views_files, views_jobs
from beraad.recruitment.questions import views as views_questions
from beraad.recruitment.register import service as samples
from beraad.recruitment.register import views as views_sample
from beraad.recruitment.register import views_profiles
from beraad.recruitment.sign_up import views as views_public
from beraad.recruitment.sign_up import views_form, views_open
from beraad.web import navigation
from beraad.web.navigation import Entry

PAGES = (
    views,
    views_codes,
    views_draw,
    views_duplicates,
    views_files,
    views_form,
    views_jobs,
    views_letters,
    views_messages,
    views_open,
    views_profiles,
    views_public,
    views_questions,
    views_sample,
    views_waves,
)


def are_features_answered(assembly: Assembly, **_: Any) -> bool:
    """Answers to `features_in_use`: people have answered them."""
    return queries.has_answers(assembly.id)


def init_app(app: Flask) -> None:
    for module in PAGES:
        app.register_blueprint(module.views)
    jobs.register(app, samples.JOB, samples.work)
    jobs.register(app, waves.JOB, waves.work)
    jobs.register(app, printing.JOB, printing.work)
    jobs.register(app, messages.JOB, messages.work)
    app.cli.add_command(cli.commands)
    features_in_use.connect(are_features_answered)
    tasks_wanted.connect(todo.tasks)
    navigation.add(
        app,
        Entry("staff", _l("Aanmeldingen"), "recruitment.listed", 21, "pool.overview"),
        Entry("staff", _l("Steekproef"), "recruitment_sample.imports", 22, "pool.overview"),
        Entry("staff", _l("Brieven"), "recruitment_letters.overview", 23, "pool.overview"),
        Entry("staff", _l("Vragen bij aanmelden"), "recruitment_questions.overview", 20, "pool.overview"),
        Entry("staff", _l("Berichten"), "recruitment_messages.overview", 25, "pool.overview"),
        Entry("site", _l("Aanmelden met een code"), "recruitment_public.code", 30),
    )
