"""Registers the pages of recommendations."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.recommendations import acts, views_follow_up, views_organiser, views_panel, views_public, words
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    registry.register(app, *acts.ACTS)
    for module in (views_organiser, views_follow_up, views_panel, views_public):
        app.register_blueprint(module.views)
    navigation.add(
        app,
        Entry("staff", _l("Aanbevelingen"), "recommendations.overview", 80),
        Entry("panel", _l("Aanbevelingen"), "recommendations_panel.overview", 80),
        Entry("public", _l("Aanbevelingen"), "recommendations_public.tracker", 80),
    )
