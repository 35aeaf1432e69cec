"""Registers the pages, jobs, commands and menu entries of recruitment."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import features_in_use, tasks_wanted
from beraad.jobs import service as jobs
from beraad.recruitment import (
    cli,
    messages,
    outlook,
    printing,
    queries,
    samples,
    signals,
    todo,
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
    waves,
)
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
    jobs.register(app, outlook.JOB, outlook.work)
    signals.pool_changed.connect(outlook.ask)
    app.cli.add_command(cli.commands)
    features_in_use.connect(are_features_answered)
    tasks_wanted.connect(todo.tasks)
    navigation.add(
        app,
        Entry("staff", _l("Werving"), "recruitment.overview", 20),
        Entry("staff", _l("Wie ontbreekt nog?"), "recruitment.missing", 24, "recruitment.overview"),
        Entry("staff", _l("Aanmeldingen"), "recruitment.listed", 21, "recruitment.overview"),
        Entry("staff", _l("Steekproef"), "recruitment_sample.imports", 22, "recruitment.overview"),
        Entry("staff", _l("Brieven"), "recruitment_letters.overview", 23, "recruitment.overview"),
        Entry("staff", _l("Vragen bij aanmelden"), "recruitment_questions.overview", 20, "recruitment.overview"),
        Entry("staff", _l("Berichten"), "recruitment_messages.overview", 25, "recruitment.overview"),
        Entry("site", _l("Aanmelden met een code"), "recruitment_public.code", 30),
    )
