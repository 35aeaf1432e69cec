"""Pages for officials about seats: who sits where, asking everyone, answers by phone and post.

Letters and calls are in `asking`, needs in `needs`, and reserves and replacements, on this blueprint, in `replacement`.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.acts.views import page as acts_page
from beraad.assemblies.access import current_assembly, current_roles, registry_or_organiser, staff
from beraad.assemblies.models import Role
from beraad.panel import acts, forms, lists, queries, service, signals
from beraad.panel.models import Seat, SeatId
from beraad.panel.needs import completeness
from beraad.panel.needs import words as needs_words
from beraad.panel.needs.bank import Bank
from beraad.panel.not_drawn import service as not_drawn
from beraad.panel.queries import SeatRow
from beraad.web import refusals
from beraad.web.forms import page
from beraad.web.lists.declared import Listing
from beraad.web.lists.views import answer, list_page, shown

views = Blueprint("panel", __name__, url_prefix="/beheer/<slug>/panel")

#: may see names and phone numbers
SEES_PEOPLE = frozenset({Role.REGISTRY, Role.ORGANISER})


@views.route("", methods=["GET", "POST"])
@staff
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All seats with their state, and the panel beside quotas and population."""
    listing, context = _overview()
    return answer(listing, "panel/overview.html", form=forms.AskForm(formdata=None), **context)


def _overview() -> tuple[Listing[SeatRow], dict[str, Any]]:
    """The list of seats, and what else stands on the page."""
    assembly, sees_people = current_assembly(), bool(current_roles() & SEES_PEOPLE)
    rows = queries.seats(assembly.id)
    context = {
        "seats": rows,
        "counts": queries.counts(rows),
        "picture": queries.picture_bars(queries.picture(assembly), len(rows)),
        "sees_people": sees_people,
        "not_drawn_waits": bool(rows) and not_drawn.waits(assembly),
    }
    return lists.seats(rows, sees_people), context


def to_overview(slug: str) -> ResponseReturnValue:
    """Redirects to the page with all seats."""
    return redirect(url_for("panel.overview", slug=slug), 303)


@views.post("/vragen")
@registry_or_organiser
def ask(slug: str) -> ResponseReturnValue:
    """Ask everyone who was drawn and not asked yet."""
    form = forms.AskForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            return acts_page(acts.ASK, acts.Asking(current_assembly(), form.answer_by.data), carried=form)
    listing, context = _overview()
    return page("panel/overview.html", form, listing=shown(listing), **context)


@views.route("/herinneren", methods=["GET", "POST"])
@registry_or_organiser
def remind(slug: str) -> ResponseReturnValue:
    """Remind everyone who did not answer."""
    return acts_page(acts.REMIND, current_assembly())


@views.route("/vrijgeven", methods=["GET", "POST"])
@registry_or_organiser
def release(slug: str) -> ResponseReturnValue:
    """Free the seats of everyone who did not answer in time."""
    return acts_page(acts.RELEASE, current_assembly())


@views.route("/zetel/<int:seat_id>", methods=["GET", "POST"])
@registry_or_organiser
def seat(slug: str, seat_id: SeatId) -> ResponseReturnValue:
    """One seat: who holds it, its history, what this person needs; and an answer to write down."""
    row = queries.seat(current_assembly().id, seat_id)
    form = forms.AnswerForm()
    if form.validate_on_submit():
        with refusals.shown_in(form):
            service.write_answer(row, form.values())
            flash(_("Het antwoord voor zetel %(number)d is opgeslagen.", number=row.number), "success")
            return to_overview(slug)
    return seat_page(row, form)


def seat_page(seat: Seat, form: forms.AnswerForm, opened: Bank | None = None) -> ResponseReturnValue:
    """The page about one seat; with the bank account on it if it was `opened`."""
    history = queries.history(seat.assembly_id, seat.number)
    return page(
        "panel/seat.html",
        form,
        seat=seat,
        needs=completeness.of_seat(seat).needs,
        kinds={**needs_words.NEEDS, "emergency_contact": _("Bellen in nood")},
        history=history,
        moments=signals.moments(seat.assembly, {line.left_on for line in history if line.left_on}),
        answers=queries.answers(seat),
        last_turn=queries.is_last_turn(seat),
        opened=opened,
    )
