"""The link for everyone: signing up without a letter, as long as the organiser has opened it."""

from __future__ import annotations

import secrets

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from beraad.accounts.errors import TooManyTriesError
from beraad.assemblies.access import current_assembly, visible
from beraad.recruitment.questions import open_link
from beraad.recruitment.questions import queries as question_queries
from beraad.recruitment.sign_up import bots, entry, steps, visit, visitors
from beraad.recruitment.sign_up.visit import Visit
from beraad.recruitment.signals import terms
from beraad.web import forms, refusals

views = Blueprint("recruitment_open", __name__)
views.register_error_handler(TooManyTriesError, visitors.busy)


@views.route("/burgerberaden/<slug>/aanmelden", methods=["GET", "POST"])
@visible
def start(slug: str) -> ResponseReturnValue:
    """Say how signing up goes, and begin; or say that it is closed."""
    assembly = current_assembly()
    if not entry.is_open_to_all(assembly):
        why = "" if entry.is_open(assembly) else refusals.sentence(entry.why_closed(assembly))
        return render_template("recruitment/sign_up/open_closed.html", why=why)
    form = bots.GuardedForm()
    bots.start_clock(form)
    if form.validate_on_submit() and bots.is_human(form):
        bots.count_begun()
        visit.save(Visit(assembly=assembly.id, key=secrets.token_urlsafe(16)))
        return redirect(url_for("recruitment_form.step", number=1), 303)
    counts = open_link.status(assembly.id).counts
    return forms.page(
        "recruitment/sign_up/open.html",
        form,
        minimum_age=question_queries.settings(assembly.id).minimum_age,
        for_draw=counts,
        total=len(steps.sign_up_steps(assembly, counts, {})) + 1,
        days=question_queries.days(assembly),
        weeks=-(-terms(assembly).not_drawn // 7),
        officer=question_queries.privacy_contact(assembly.id),
    )
