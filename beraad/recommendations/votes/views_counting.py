"""Votes that two people count: raised hands, ballots on paper, the result of another system."""

from __future__ import annotations

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, members
from beraad.assemblies.models import Role
from beraad.recommendations.votes import casting, queries
from beraad.recommendations.votes.forms import PaperCountForm, PrintForm, ReadForm, ResultForm, TableCountForm
from beraad.recommendations.votes.models import Way
from beraad.recommendations.votes.views_organiser import ADDRESS, detail, views
from beraad.web import forms, refusals, uploads

FORMS = {Way.TABLE: TableCountForm, Way.ELSEWHERE: ResultForm, Way.PAPER: PaperCountForm}
counters = members(Role.ORGANISER, Role.REGISTRY, Role.FACILITATOR)


@views.route(f"{ADDRESS}/<int:number>/telling", methods=["GET", "POST"])
@counters
@refusals.shown_on(lambda slug, number: detail(slug=slug, number=number))
def hands(slug: str, number: int) -> ResponseReturnValue:
    """Write down what one counted."""
    round_ = queries.round_of(current_assembly(), number)
    form = FORMS.get(round_.way, TableCountForm)(obj=queries.counted_by(round_.id, require_account().id))
    if form.validate_on_submit():
        with refusals.shown_in(form):
            file = form.file.kept() if isinstance(form, ResultForm) else None
            casting.write_count(round_, require_account().id, form.values(), file)
            flash(_("Uw telling is bewaard. Een collega telt ook."), "success")
            return _to_detail(slug, number)
    return forms.page("recommendations/votes/hands.html", form, round=round_)


@views.route(f"{ADDRESS}/<int:number>/briefjes", methods=["GET", "POST"])
@counters
def paper(slug: str, number: int) -> ResponseReturnValue:
    """Make ballots on paper, as a page to print."""
    round_ = queries.round_of(current_assembly(), number)
    form = PrintForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            casting.print_ballots(round_, form.number.data)
            flash(_("De stembriefjes zijn gemaakt. Druk deze bladzijde af."), "success")
            return redirect(url_for(".paper", slug=slug, number=number), 303)
    return forms.page("recommendations/votes/paper.html", form, round=round_, papers=queries.paper(round_.id))


@views.route(f"{ADDRESS}/<int:number>/lezen", methods=["GET", "POST"])
@counters
def read(slug: str, number: int) -> ResponseReturnValue:
    """Read a ballot on paper, as the first or the second of two people."""
    round_ = queries.round_of(current_assembly(), number)
    form = ReadForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            casting.read_paper(round_, form.code.data, form.choice.data, require_account().id)
            flash(_("Het briefje is ingevoerd. Pak het volgende."), "success")
            return redirect(url_for(".read", slug=slug, number=number), 303)
    mine = queries.read_by(round_.id, require_account().id)
    return forms.page("recommendations/votes/read.html", form, round=round_, mine=mine)


@views.get(f"{ADDRESS}/<int:number>/bestand")
@counters
def result_file(slug: str, number: int) -> ResponseReturnValue:
    """The result as another voting system wrote it."""
    round_ = queries.round_of(current_assembly(), number)
    if not round_.file_sha256:
        abort(404)
    return uploads.download(round_.file_sha256, round_.file_kind, f"stemming-{round_.number}")


def _to_detail(slug: str, number: int) -> ResponseReturnValue:
    return redirect(url_for(".detail", slug=slug, number=number), 303)
