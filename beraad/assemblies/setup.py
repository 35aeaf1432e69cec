"""Registers the pages and commands of burgerberaden."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.accounts.service import places_wanted
from beraad.acts import registry
from beraad.assemblies import (
    access,
    cli,
    queries,
    revision,
    views,
    views_log,
    views_outbox,
    views_overview,
    words,
)
from beraad.assemblies.deciding import setup as deciding_setup
from beraad.assemblies.features import views as views_features
from beraad.assemblies.people import acts as people_acts
from beraad.assemblies.people import views as views_people
from beraad.assemblies.promises import acts as promise_acts
from beraad.assemblies.promises import (
    acts_change,
    topics,
    versions,
    views_changes,
    views_plan,
    views_public,
    views_question,
    views_room,
)
from beraad.assemblies.stages import acts as stage_acts
from beraad.assemblies.stages import views as views_stages
from beraad.assemblies.terms import setup as terms_setup
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry

PAGES = (
    *(views, views_overview, views_question, views_room, views_features, views_people, views_plan),
    *(views_log, views_outbox, views_stages, views_public, views_changes),
)


def init_app(app: Flask) -> None:
    access.init_app(app)
    refusals.register(app, words.SENTENCES)
    registry.register(app, *people_acts.ACTS, *stage_acts.ACTS, promise_acts.APPROVE, acts_change.CHANGE)
    revision.init_app()
    places_wanted.connect(queries.places_of)
    topics.init_app(app)
    terms_setup.init_app(app)
    deciding_setup.init_app(app)
    versions.init_app()
    for blueprint in dict.fromkeys(part.views for part in PAGES):
        app.register_blueprint(blueprint)
    app.cli.add_command(cli.commands)
    navigation.add(
        app,
        Entry("staff", _l("Mensen"), "assemblies_people.index", 92, "desk.overview"),
        Entry("staff", _l("Beloften"), "assemblies_changes.index", 91, "desk.overview"),
        Entry("staff", _l("Postvak uit"), "assemblies_outbox.listed", 93, "desk.overview"),
        Entry("staff", _l("Logboek"), "assemblies_log.index", 95, "desk.overview"),
    )
