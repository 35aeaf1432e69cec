"""Registers the pages of documents and requests and their place in the menus."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.assemblies.signals import papers_wanted
from beraad.materials import acts, queries, views_ask, views_organiser, views_panel, views_public, views_requests, words
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    papers_wanted.connect(queries.papers)
    registry.register(app, *acts.ACTS)
    for module in (views_organiser, views_requests, views_panel, views_ask, views_public):
        app.register_blueprint(module.views)
    documents, requests = _l("Stukken"), _l("Kennisvragen")
    navigation.add(
        app,
        Entry("staff", documents, "materials.overview", 70, "meetings.overview"),
        Entry("staff", requests, "materials_requests.overview", 71, "meetings.overview"),
        Entry("panel", documents, "materials_panel.overview", 70),
        Entry("panel", requests, "materials_ask.overview", 71),
        Entry("public", documents, "materials_public.overview", 70),
    )
