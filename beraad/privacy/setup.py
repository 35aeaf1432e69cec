"""Registers the pages, the daily job and the command, and promises terms when recruitment starts."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.assemblies.signals import phase_entered
from beraad.config import Config
from beraad.jobs import service as jobs
from beraad.privacy import cli, terms, views, words
from beraad.privacy.jobs import DAILY, RETAIN, daily, retain
from beraad.privacy.people import acts as people_acts
from beraad.privacy.people import views as views_people
from beraad.recruitment.signals import terms_wanted
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    registry.register(app, *people_acts.ACTS)
    app.register_blueprint(views.views)
    app.register_blueprint(views_people.views)
    app.register_blueprint(views_people.sample_views)
    config: Config = app.config["BERAAD"]
    # A demonstration keeps its invented people, or there would be nothing left to show after a day.
    (jobs.register if config.demo else jobs.register_daily)(app, DAILY, daily)
    jobs.register(app, RETAIN, retain)
    app.cli.add_command(cli.commands)
    phase_entered.connect(terms.promise)
    terms_wanted.connect(terms.in_letters)
    navigation.add(app, Entry("staff", _l("Persoonsgegevens"), "privacy.overview", 90, "desk.overview"))
