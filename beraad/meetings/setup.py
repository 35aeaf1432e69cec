"""Registers the pages of meetings and their place in the menus."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.assemblies.signals import coming_days_wanted
from beraad.meetings import (
    moments,
    notices,
    queries,
    views_attendance,
    views_organiser,
    views_panel,
    views_programme,
    views_public,
    words,
)
from beraad.meetings.cancelling import acts
from beraad.meetings.cancelling import views as views_cancelling
from beraad.panel.signals import answer_moments_with, programme_wanted
from beraad.recruitment import signals
from beraad.telling import audiences
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    registry.register(app, acts.CANCEL)
    pages = (views_organiser, views_cancelling, views_programme, views_attendance, views_panel, views_public)
    for blueprint in dict.fromkeys(module.views for module in pages):
        app.register_blueprint(blueprint)
    signals.meeting_days_wanted.connect(queries.days_to_come)
    coming_days_wanted.connect(queries.coming)
    answer_moments_with(moments.moments)
    programme_wanted.connect(notices.lines)
    audiences.register(app, notices.audiences)
    label = _l("Bijeenkomsten")
    navigation.add(
        app,
        Entry("staff", label, "meetings.overview", 60),
        Entry("panel", label, "meetings_panel.overview", 60),
        Entry("public", label, "meetings_public.overview", 60),
    )
