"""Pages for officials about empty seats: who could fill them, and the reserves. On the blueprint of the panel."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.extensions import db
from beraad.jobs.models import JobState
from beraad.jobs.queries import REFRESH, latest
from beraad.panel import queries as seats
from beraad.panel.replacement import acts, forms, queries
from beraad.panel.replacement import service as replacing
from beraad.panel.replacement.jobs import CHOOSE_JOB
from beraad.panel.views import views
from beraad.web import edge, refusals
from beraad.web.forms import page


@views.route("/reserves", methods=["GET", "POST"])
@registry_or_organiser
def reserve_list(slug: str) -> ResponseReturnValue:
    """The reserves, how they were chosen and what a list drawn by lot would have done; and choosing them anew."""
    assembly = current_assembly()
    form = forms.ReservesForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            replacing.ask_reserves(assembly, form.values())
            flash(_("De reserves worden gekozen. Dat kan enkele minuten duren."), "success")
            return _to_reserves(slug)
    current = queries.current_list(assembly.id)
    job = latest(replacing.job_subject(assembly.id), CHOOSE_JOB)
    is_busy = job is not None and job.is_unfinished
    return page(
        "panel/replacement/reserves.html",
        form,
        reserve_list=current,
        names=seats.names_of(assembly.id, [reserve.pool_id for reserve in current.reserves]) if current else {},
        busy=job if is_busy else None,
        failed=job is not None and job.state is JobState.FAILED,
        refresh_seconds=REFRESH if is_busy else None,
    )


@views.post("/reserves/stoppen")
@registry_or_organiser
def stop_choosing(slug: str) -> ResponseReturnValue:
    """Stop choosing reserves; the list of before stays."""
    replacing.stop_choosing(current_assembly())
    flash(_("Het kiezen stopt."), "success")
    return _to_reserves(slug)


def _to_reserves(slug: str) -> ResponseReturnValue:
    return redirect(url_for("panel.reserve_list", slug=slug), 303)


@views.route("/vervanging", methods=["GET", "POST"])
@registry_or_organiser
@edge.reads_first
def replacement(slug: str) -> ResponseReturnValue:
    """Who could sit in the empty seats, the effect on every quota, and asking them."""
    assembly = current_assembly()
    form = forms.ReplaceForm(everyone=request.args.get("iedereen", ""))
    everyone = bool(form.everyone.data)
    if form.validate_on_submit():
        replacing.vacancies(assembly, everyone)  # the slow part, before anybody has to wait
        edge.start_writing()
        db.session.expire_all()
        with refusals.shown_in(form):
            chosen = acts.Replacing(assembly, form.mark.data or "", form.answer_by.data, everyone)
            return acts_page(acts.REPLACE, chosen, carried=form)
    vacancies = replacing.vacancies(assembly, everyone)
    proposal, why_not = vacancies.proposal, vacancies.why_not
    return page(
        "panel/replacement/replacement.html",
        form,
        proposal=proposal,
        why_not=refusals.sentence(why_not) if why_not else "",
        names=seats.names_of(assembly.id, [pool_id for _number, pool_id in proposal.seats]) if proposal else {},
    )
