"""Registers the pages of terms, and that their lengths are part of what was promised."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.assemblies.promises import topics
from beraad.assemblies.promises.models import Topic
from beraad.assemblies.promises.topics import Lines, Source, Values
from beraad.assemblies.signals import open_items_wanted
from beraad.assemblies.terms import queries, service, views, words
from beraad.assemblies.terms.models import TermKind, TermSetting
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry


def init_app(app: Flask) -> None:
    topics.register(app, Topic.TERMS, Source(service.values, lines, service.put), TermSetting)
    open_items_wanted.connect(open_terms)
    refusals.register(app, words.SENTENCES)
    app.register_blueprint(views.views)
    navigation.add(app, Entry("staff", _l("Termijnen"), "assemblies_terms.index", 90, "desk.overview"))


def open_terms(assembly: Assembly, **_values: object) -> list[tuple[str, str]]:
    """Answers to `open_items_wanted`: what was promised by a day and is not done."""
    return [(f"term:{term.kind.value}", str(term.kind.label)) for term in queries.terms(assembly) if not term.met_on]


def lines(values: Values) -> Lines:
    """What a version says, for people."""
    return [(kind.label, words.length(kind, values[kind.value])) for kind in TermKind]
