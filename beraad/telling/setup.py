"""Registers the pages and jobs of telling people; rooms above add their audiences after this."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.telling import acts, audiences, events, jobs, people, placeholders, views, words
from beraad.telling.lists import views as views_lists
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    for part in (people, audiences, placeholders, jobs, events):
        part.init_app(app)
    refusals.register(app, words.SENTENCES)
    for pages in (views, views_lists):
        app.register_blueprint(pages.views)
    registry.register(app, *acts.ACTS)
    navigation.add(app, Entry("staff", _l("Berichten"), "telling.overview", 25, "pool.overview"))
