"""Registers the pages of the panel, and seats people when a real draw has its number."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.assemblies.signals import tasks_wanted
from beraad.jobs import service as jobs
from beraad.lottery.signals import draw_concluded
from beraad.panel import service, todo, views, views_answer, views_panel
from beraad.panel.asking import service as asking
from beraad.panel.asking import views as views_asking
from beraad.panel.needs import views as views_needs
from beraad.panel.replacement import reserves
from beraad.web import navigation
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    for module in (views, views_asking, views_needs, views_answer, views_panel):
        app.register_blueprint(module.views)
    jobs.register(app, reserves.CHOOSE_JOB, reserves.run_job)
    jobs.register_daily(app, asking.REMIND_JOB, asking.remind_daily)
    tasks_wanted.connect(todo.tasks)
    draw_concluded.connect(service.seat_people)
    navigation.add(
        app,
        Entry("staff", _l("Panel"), "panel.overview", 50),
        Entry("panel", _l("Start"), "panel_own.home", 10),
    )
