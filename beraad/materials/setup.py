"""Registers the pages of documents and requests, their place in the menus, and what there is to do."""

from __future__ import annotations

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.assemblies.signals import Task, tasks_wanted
from beraad.materials import queue, views_ask, views_panel, views_public, views_requests, views_staff
from beraad.web import navigation
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    for module in (views_staff, views_requests, views_panel, views_ask, views_public):
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
    tasks_wanted.connect(waiting_requests, weak=False)


def waiting_requests(assembly: Assembly) -> list[Task]:
    """Requests of the panel that nobody sees to yet."""
    waiting = queue.unassigned(assembly)
    if not waiting:
        return []
    label = _l("Kennisvragen zonder behandelaar: %(count)s", count=waiting)
    return [Task(label, url_for("materials_requests.overview", slug=assembly.slug))]
