"""Registers the pages and jobs of the panel, and seats people when a real draw has its number."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.lottery.signals import draw_concluded
from beraad.panel import acts, audiences, service, views, views_answer, views_panel, words
from beraad.panel.asking import jobs as asking_jobs
from beraad.panel.asking import views as views_asking
from beraad.panel.needs import acts as needs_acts
from beraad.panel.needs import views as views_needs
from beraad.panel.not_drawn import acts as not_drawn_acts
from beraad.panel.not_drawn import views as views_not_drawn
from beraad.panel.replacement import acts as replacement_acts
from beraad.panel.replacement import jobs as replacement_jobs
from beraad.panel.replacement import views as views_replacement
from beraad.telling.audiences import register as register_audiences
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry

PAGES = (views, views_replacement, views_not_drawn, views_asking, views_needs, views_answer, views_panel)


def init_app(app: Flask) -> None:
    for blueprint in dict.fromkeys(module.views for module in PAGES):
        app.register_blueprint(blueprint)
    refusals.register(app, words.SENTENCES)
    registry.register(app, *acts.ACTS, replacement_acts.REPLACE, needs_acts.REMIND, not_drawn_acts.TELL)
    asking_jobs.init_app(app)
    replacement_jobs.init_app(app)
    register_audiences(app, audiences.audiences)
    draw_concluded.connect(service.seat_people)
    navigation.add(
        app,
        Entry("staff", _l("Panel"), "panel.overview", 50),
        Entry("panel", _l("Start"), "panel_own.home", 10),
    )
