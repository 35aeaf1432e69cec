"""Registers the pages for everyone."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.public.views import views
from beraad.web import navigation
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    app.register_blueprint(views)
    navigation.link(app, "home", "public.home")
    navigation.link(app, "how_it_works", "public.how_it_works")
    navigation.add(
        app,
        Entry("site", _l("Burgerberaden"), "public.index", 10),
        Entry("site", _l("Zo werkt het"), "public.how_it_works", 20),
        Entry("public", _l("Over dit burgerberaad"), "public.assembly", 10),
    )
