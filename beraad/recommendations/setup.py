"""Registers the pages of recommendations."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.recommendations import words
from beraad.recommendations.advice import acts as advice_acts
from beraad.recommendations.advice import views as views_advice
from beraad.recommendations.answers import acts as answer_acts
from beraad.recommendations.answers import views as views_answers
from beraad.recommendations.follow_up import views as views_follow_up
from beraad.recommendations.proposals import views as views_proposals
from beraad.recommendations.tracker import views_organiser, views_panel, views_public
from beraad.recommendations.votes import acts as vote_acts
from beraad.recommendations.votes import views as views_votes
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry

PAGES = (
    *(views_organiser, views_panel, views_public),
    *(views_proposals, views_votes, views_advice, views_answers, views_follow_up),
)


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    registry.register(app, answer_acts.PUBLISH, vote_acts.WITHDRAW, advice_acts.EXTEND)
    for module in PAGES:
        app.register_blueprint(module.views)
    navigation.add(
        app,
        Entry("staff", _l("Aanbevelingen"), "recommendations.overview", 80),
        Entry("panel", _l("Aanbevelingen"), "recommendations_panel.overview", 80),
        Entry("public", _l("Aanbevelingen"), "recommendations_public.tracker", 80),
    )
