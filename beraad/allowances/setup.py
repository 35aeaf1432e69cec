"""Registers the pages of allowances and their place in the menus."""

from __future__ import annotations

from flask import Flask
from flask_babel import format_currency
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.allowances import acts, owed, views_organiser, views_panel, words
from beraad.assemblies.models import Assembly
from beraad.recruitment.signals import LetterGap, letter_gaps_wanted
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry

NO_SCHEME = LetterGap(_l("Leg vast welke vergoeding panelleden krijgen."), "allowances.scheme")


def before_letters(assembly: Assembly) -> list[LetterGap]:
    """The scheme, which a letter names, if there is none yet."""
    return [NO_SCHEME] if owed.scheme(assembly.id) is None else []


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    registry.register(app, *acts.ACTS)
    app.add_template_filter(lambda cents: format_currency(cents / 100, "EUR"), "euro")
    for module in (views_organiser, views_panel):
        app.register_blueprint(module.views)
    letter_gaps_wanted.connect(before_letters)
    navigation.add(
        app,
        Entry("staff", _l("Vergoedingen"), "allowances.overview", 65, "panel.overview"),
        Entry("panel", _l("Vergoeding"), "allowances_panel.overview", 65),
    )
