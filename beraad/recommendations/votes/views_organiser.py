"""Votes for those who run them: the rule, opening a round, who is there, and the result."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields import SelectChoice

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, members, staff
from beraad.assemblies.models import Role
from beraad.recommendations import queries as recommendations
from beraad.recommendations.proposals import queries as proposals
from beraad.recommendations.votes import acts, opening, queries, service
from beraad.recommendations.votes.forms import AgainForm, OpenForm, RoundForm, RuleForm, Secrecy, WordsForm
from beraad.recommendations.votes.models import Purpose
from beraad.web import forms, refusals

views = Blueprint("recommendations_votes", __name__)
ADDRESS = "/beheer/<slug>/stemmingen"
office = members(Role.ORGANISER, Role.REGISTRY)
#: part of the address → what the panel decides in words of its own
IN_WORDS = {"intrekken": Purpose.WITHDRAW, "minderheid": Purpose.MINORITY}


@views.get(ADDRESS)
@staff
def overview(slug: str) -> ResponseReturnValue:
    """The rule, and all rounds."""
    assembly = current_assembly()
    return render_template(
        "recommendations/votes/overview.html",
        rules=queries.rules(assembly.id),
        rounds=queries.rounds(assembly),
        to_vote_on=recommendations.undecided(assembly),
        handover=recommendations.handover_of(assembly.id),
    )


@views.route(f"{ADDRESS}/regels", methods=["GET", "POST"])
@office
def rule(slug: str) -> ResponseReturnValue:
    """Publish how the panel decides."""
    known = queries.rule_of(current_assembly().id)
    form = RuleForm(obj=known)
    if known is None:
        del form.reason
    elif not form.is_submitted():
        form.is_secret.data = Secrecy.SECRET if known.is_secret else Secrecy.OPEN
        form.reason.data = ""
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.publish_rule(current_assembly(), form.values())
            flash(_("De stemregels staan vast. Iedereen kan ze lezen."), "success")
            return _to_overview(slug)
    return forms.page("recommendations/votes/rule.html", form, known=known)


@views.route(f"{ADDRESS}/openen", methods=["GET", "POST"])
@office
def open_rounds(slug: str) -> ResponseReturnValue:
    """Open a round for each of some proposals."""
    assembly = current_assembly()
    proposals = {one.id: one for one in recommendations.undecided(assembly)}
    meetings = opening.meetings()
    form = OpenForm()
    form.proposals.choices = [SelectChoice(one.id, f"{one.number}. {one.title}") for one in proposals.values()]
    form.meeting.offer(opening.named(meetings))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            data, meeting = form.data_for(Purpose.ADOPT), meetings[form.meeting.data]
            opening.announce([opening.opened(proposals[key], meeting, data) for key in form.proposals.data])
            return _to_overview(slug)
    return forms.page("recommendations/votes/open.html", form)


@views.route(f"{ADDRESS}/<int:number>/opnieuw", methods=["GET", "POST"])
@office
def again(slug: str, number: int) -> ResponseReturnValue:
    """Vote once more, with the reason that everyone reads."""
    before = queries.round_of(current_assembly(), number)
    meetings, form = opening.meetings(), AgainForm()
    form.meeting.offer(opening.named(meetings))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            data = form.values(before)
            opening.announce([opening.opened(before.recommendation, meetings[form.meeting.data], data)])
            return _to_overview(slug)
    return forms.page("recommendations/votes/again.html", form, before=before)


@views.route("/beheer/<slug>/aanbevelingen/<int:number>/stemmen/<purpose>", methods=["GET", "POST"])
@office
def words(slug: str, number: int, purpose: str) -> ResponseReturnValue:
    """Let the panel vote on withdrawing, or on the view of a minority."""
    decided = IN_WORDS.get(purpose) or abort(404)
    recommendation = recommendations.recommendation(current_assembly(), number)
    meetings, form = opening.meetings(), WordsForm()
    form.meeting.offer(opening.named(meetings))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            data = form.data_for(decided, text=form.text.data)
            opening.announce([opening.opened(recommendation, meetings[form.meeting.data], data)])
            return _to_overview(slug)
    return forms.page("recommendations/votes/words.html", form, recommendation=recommendation, purpose=decided)


@views.route(
    "/beheer/<slug>/aanbevelingen/<int:number>/wijzigingen/<int:amendment_number>/stemmen", methods=["GET", "POST"]
)
@office
def amendment(slug: str, number: int, amendment_number: int) -> ResponseReturnValue:
    """Let the panel vote on an amendment."""
    recommendation = recommendations.recommendation(current_assembly(), number)
    amended = proposals.amendment(recommendation, amendment_number)
    meetings, form = opening.meetings(), RoundForm()
    form.meeting.offer(opening.named(meetings))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            data = form.data_for(Purpose.AMEND, amendment_id=amended.id, text=amended.after)
            opening.announce([opening.opened(recommendation, meetings[form.meeting.data], data)])
            return _to_overview(slug)
    return forms.page("recommendations/votes/amendment.html", form, amendment=amended)


@views.get(f"{ADDRESS}/<int:number>")
@staff
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One round: who can vote and who did, and the result once it is counted."""
    round_ = queries.round_of(current_assembly(), number)
    return render_template(
        "recommendations/votes/detail.html",
        round=round_,
        turnout=queries.turnout(round_),
        counters=len(queries.hand_counts(round_.id)),
        papers=queries.paper(round_.id),
    )


@views.route(f"{ADDRESS}/<int:number>/uitslag", methods=["GET", "POST"])
@office
@refusals.shown_on(lambda slug, number: detail(slug=slug, number=number))
def count(slug: str, number: int) -> ResponseReturnValue:
    """Close a round and count it."""
    return acts_page(acts.COUNT, queries.round_of(current_assembly(), number))


def _to_overview(slug: str) -> ResponseReturnValue:
    return redirect(url_for(".overview", slug=slug), 303)
