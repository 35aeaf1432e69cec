"""The link for everyone: signing up without a letter, as long as the organiser has opened it."""

from __future__ import annotations

import secrets

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from beraad.accounts.errors import TooManyTriesError
from beraad.assemblies.access import current_assembly, visible
from beraad.recruitment.questions import open_link
from beraad.recruitment.questions import service as questions
from beraad.recruitment.sign_up import bots, entry, visit
from beraad.recruitment.sign_up import progress as here
from beraad.recruitment.sign_up.visit import Visit
from beraad.web import forms

views = Blueprint("recruitment_open", __name__)


@views.route("/burgerberaden/<slug>/aanmelden", methods=["GET", "POST"])
@visible
def start(slug: str) -> ResponseReturnValue:
    """Tell how signing up goes, and begin; or tell that it is closed."""
    assembly = current_assembly()
    if not entry.is_open_to_all(assembly):
        return render_template("recruitment/sign_up/open_closed.html", is_open=entry.is_open(assembly))
    form = bots.guarded(bots.GuardedForm)
    if form.validate_on_submit():
        doubt = form.guard()
        if doubt is None:
            return _begin(assembly.id, slug)
        form.form_errors.append(doubt.words)
    age = questions.settings(assembly.id).minimum_age
    return forms.page("recruitment/sign_up/open.html", form, minimum_age=age, counts=open_link.of(assembly.id).counts)


def _begin(assembly_id: int, slug: str) -> ResponseReturnValue:
    try:
        bots.count_begun()
    except TooManyTriesError:
        return here.busy(url_for(".start", slug=slug))
    visit.save(Visit(assembly=assembly_id, key=secrets.token_urlsafe(16)))
    return redirect(url_for("recruitment_form.step", number=1), 303)
