"""Registers the pages of allowances and their place in the menus."""

from __future__ import annotations

from flask import Flask
from flask_babel import format_currency
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.allowances import acts, views_organiser, views_panel, words
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    registry.register(app, *acts.ACTS)
    app.add_template_filter(lambda cents: format_currency(cents / 100, "EUR"), "euro")
    for module in (views_organiser, views_panel):
        app.register_blueprint(module.views)
    navigation.add(
        app,
        Entry("staff", _l("Vergoedingen"), "allowances.overview", 65, "panel.overview"),
        Entry("panel", _l("Vergoeding"), "allowances_panel.overview", 65),
    )
