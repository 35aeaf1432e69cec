"""Pages for officials about draws: all of them, a proposal, one draw, its chances, the screen in the hall.

`views_steps` has the buttons of a draw and `views_files` what can be downloaded, on the same blueprint.
"""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.accounts.access import require_account
from beraad.assemblies.access import current_assembly, registry_or_organiser, staff
from beraad.lottery import beacon, engine, figures, words
from beraad.lottery.draw import files, forms, lists, progress, queries, service
from beraad.lottery.frozen import disclosure, readiness
from beraad.lottery.models import Draw
from beraad.lottery.quotas import queries as quota_queries
from beraad.web import edge, refusals
from beraad.web.forms import Form, page
from beraad.web.lists.views import answer, list_page

views = Blueprint("lottery", __name__, url_prefix="/beheer/<slug>/loting")

#: seconds between two looks at a computation that is under way
REFRESH = 2


@views.route("", methods=["GET", "POST"])
@staff
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """Where the lottery is: quotas, check, rehearsals, the real draw, the register of draws."""
    assembly = current_assembly()
    failed = words.failed(queries.failures(assembly.id))
    return answer(
        lists.draws(assembly.id, failed),
        "lottery/draw/overview.html",
        features=quota_queries.quotas(assembly.id),
        pool=quota_queries.pool_size(assembly.id),
        failed=failed,
    )


@views.route("/nieuw", methods=["GET", "POST"])
@registry_or_organiser
@edge.reads_first
def propose(slug: str) -> ResponseReturnValue:
    """Propose a draw: a rehearsal is frozen at once, a real draw waits for a colleague."""
    alone = disclosure.alone_in(current_assembly())
    form = forms.PlanForm(disclosure=disclosure.usual(alone).value)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            plan = form.values()
            looked = service.look(current_assembly(), plan)
            edge.start_writing()
            draw = service.propose(current_assembly(), plan, require_account(), looked)
            flash(_("De aanmeldingen, streefcijfers en regel zijn vastgelegd."), "success")
            return to_draw(draw)
    assembly = current_assembly()
    return page(
        "lottery/draw/propose.html",
        form,
        pool=quota_queries.pool_size(assembly.id),
        alone=alone,
        doubles=readiness.doubles(assembly),
        faults=[refusals.sentence(fault) for fault in readiness.faults(assembly)],
    )


@views.get("/<int:number>")
@staff
def show(slug: str, number: int) -> ResponseReturnValue:
    """One draw: where it is, what was fixed, what is to be done now, what happened."""
    return draw_page(queries.draw(current_assembly().id, number))


def draw_page(draw: Draw, submitted: Form | None = None) -> ResponseReturnValue:
    """The page of a draw, with the form that was submitted and could not be accepted."""
    shown: dict[type[Form], Form] = {
        kind: kind(formdata=None) for kind in (forms.DigitsForm, forms.NumberForm, forms.ReasonForm)
    }
    if submitted is not None:
        shown[type(submitted)] = submitted
    return page(
        "lottery/draw/draw.html",
        submitted or shown[forms.ReasonForm],
        draw=draw,
        officials=queries.officials(draw.id),
        events=queries.events(draw.id),
        progress=progress.progress_of(draw),
        step=progress.step_of(draw),
        public_until=service.public_until(draw),
        destroyed_at=files.destroyed_at(draw),
        refresh_seconds=REFRESH if draw.state.is_computing else None,
        words=words,
        beacon_at=beacon.moment_of(draw.beacon_round) if draw.beacon_round else None,
        beacon_chain=engine.CHAIN,
        digits_form=shown[forms.DigitsForm],
        number_form=shown[forms.NumberForm],
        withdraw_form=shown[forms.ReasonForm],
    )


def to_draw(draw: Draw) -> ResponseReturnValue:
    """Redirects to the page of a draw."""
    return redirect(url_for("lottery.show", slug=draw.assembly.slug, number=draw.number), 303)


@views.get("/<int:number>/kansen")
@staff
def chances(slug: str, number: int) -> ResponseReturnValue:
    """What the tickets mean for people: chances in figures, and per answer."""
    draw = queries.draw(current_assembly().id, number)
    answers = figures.by_feature(draw.assembly_id, draw.figures.get("answers", []))
    combinations = figures.by_feature(draw.assembly_id, draw.figures.get("combinations", []))
    return render_template(
        "lottery/draw/chances.html",
        draw=draw,
        figures=draw.figures,
        spread=figures.spread_of(draw.figures),
        answers=answers,
        combinations=combinations,
    )


@views.get("/<int:number>/zaal")
@staff
def hall(slug: str, number: int) -> ResponseReturnValue:
    """The page for the screen in the hall."""
    return render_template("lottery/draw/hall.html", draw=queries.draw(current_assembly().id, number))
