"""Registers the pages of recommendations."""

from __future__ import annotations

from flask import Flask
from flask_babel import lazy_gettext as _l

from beraad.acts import registry
from beraad.assemblies.promises import topics
from beraad.assemblies.promises.models import Topic
from beraad.assemblies.signals import open_items_wanted
from beraad.recommendations import promised, words
from beraad.recommendations.advice import acts as advice_acts
from beraad.recommendations.advice import views as views_advice
from beraad.recommendations.advice import views_public as views_handed_over
from beraad.recommendations.advice import words as advice_words
from beraad.recommendations.answers import acts as answer_acts
from beraad.recommendations.answers import views as views_answers
from beraad.recommendations.follow_up import acts as follow_up_acts
from beraad.recommendations.follow_up import views as views_follow_up
from beraad.recommendations.models import Handover
from beraad.recommendations.proposals import views as views_proposals
from beraad.recommendations.proposals import views_panel as views_writing
from beraad.recommendations.proposals import words as proposal_words
from beraad.recommendations.tracker import views_organiser, views_panel, views_public
from beraad.recommendations.votes import acts as vote_acts
from beraad.recommendations.votes import views_counting
from beraad.recommendations.votes import views_organiser as views_votes
from beraad.recommendations.votes import views_panel as views_voting
from beraad.recommendations.votes import views_public as views_voted
from beraad.recommendations.votes import words as vote_words
from beraad.web import navigation, refusals
from beraad.web.navigation import Entry

PAGES = (
    *(views_organiser, views_panel, views_public),
    *(views_proposals, views_writing, views_votes, views_counting, views_voting, views_voted),
    *(views_advice, views_handed_over, views_answers, views_follow_up),
)


def init_app(app: Flask) -> None:
    refusals.register(app, words.SENTENCES)
    open_items_wanted.connect(promised.open_recommendations)
    topics.register(app, Topic.HANDOVER, promised.HANDOVER, Handover)
    refusals.register(app, proposal_words.SENTENCES)
    refusals.register(app, vote_words.SENTENCES)
    refusals.register(app, advice_words.SENTENCES)
    registry.register(
        app, answer_acts.PUBLISH, answer_acts.SIGN, answer_acts.CHECK, follow_up_acts.CONFIRM, vote_acts.COUNT
    )
    registry.register(app, advice_acts.HAND_OVER, advice_acts.EXTEND)
    for blueprint in dict.fromkeys(module.views for module in PAGES):
        app.register_blueprint(blueprint)
    navigation.add(
        app,
        Entry("staff", _l("Aanbevelingen"), "recommendations.overview", 80),
        Entry("staff", _l("Stemmingen"), "recommendations_votes.overview", 81, "recommendations.overview"),
        Entry("staff", _l("Advies"), "recommendations_advice.overview", 82, "recommendations.overview"),
        Entry("panel", _l("Stemmen"), "recommendations_votes_panel.overview", 79),
        Entry("panel", _l("Aanbevelingen"), "recommendations_panel.overview", 80),
        Entry("public", _l("Aanbevelingen"), "recommendations_public.tracker", 80),
    )
