"""The pages of the question: a checklist, what residents made of it, and its earlier wordings."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.errors import NoQuestionError
from beraad.assemblies.models import Check
from beraad.assemblies.promises import queries, service
from beraad.assemblies.promises.forms import QuestionCheckForm
from beraad.web import forms

views = Blueprint("assemblies_question", __name__, url_prefix="/beheer/<slug>/vraag")


@views.get("/versies")
@staff
def versions(slug: str) -> ResponseReturnValue:
    """All wordings, with what was checked in each."""
    return render_template(
        "assemblies/promises/question_versions.html",
        versions=queries.question_versions(current_assembly()),
        checks=list(Check),
        may_edit=bool(current_roles() & EDITORS),
    )


@views.route("/toets", methods=["GET", "POST"])
@organisers
def check(slug: str) -> ResponseReturnValue:
    """Say what was checked in the current wording."""
    newest = queries.newest_question(current_assembly())
    if newest is None:
        raise NoQuestionError
    form = QuestionCheckForm(
        checks=[check for check in Check if check.value in newest.checks],
        tried_with=newest.tried_with,
        remarks=newest.remarks,
    ).edits(newest)
    if form.validate_on_submit():
        service.check_question(newest, form.checks.data, form.tried_with.data, form.remarks.data or "")
        flash(_("Opgeslagen."), "success")
        return redirect(url_for(".versions", slug=slug), 303)
    return forms.page("assemblies/promises/question_check.html", form, newest=newest)
