"""The page on which the question is looked at: a checklist, what residents made of it, and its earlier wordings."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.forms import QuestionCheckForm
from beraad.assemblies.promises import questions
from beraad.assemblies.promises.questions import CHECK_LABELS, Check
from beraad.web import forms

views = Blueprint("assemblies_question", __name__, url_prefix="/beheer/<slug>/vraag")


@views.get("/versies")
@staff
def versions(slug: str) -> ResponseReturnValue:
    return render_template(
        "assemblies/promises/question_versions.html",
        versions=questions.versions(current_assembly()),
        labels={check.value: label for check, label in CHECK_LABELS.items()},
        may_edit=bool(current_roles() & EDITORS),
    )


@views.route("/toets", methods=["GET", "POST"])
@organisers
def check(slug: str) -> ResponseReturnValue:
    newest = questions.newest(current_assembly())
    if newest is None:
        flash(_("Schrijf eerst de vraag op."), "error")
        return redirect(url_for("assemblies_overview.question", slug=slug), 303)
    form = QuestionCheckForm(
        checks=[Check(value) for value in newest.checks], tried_with=newest.tried_with, remarks=newest.remarks
    )
    if form.validate_on_submit():
        questions.look_at(newest, form.checks.data, form.tried_with.data, form.remarks.data or "")
        flash(_("Opgeslagen."), "success")
        return redirect(url_for(".versions", slug=slug), 303)
    return forms.page("assemblies/promises/question_check.html", form, newest=newest)
