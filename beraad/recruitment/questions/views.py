"""The organiser says what is asked when people sign up, what they agree to, and in which words in other languages."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.recruitment.models.sign_up import ExtraQuestionId, Purpose
from beraad.recruitment.questions import consents, open_link, queries, translations
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.forms import (
    ConsentTextForm,
    OpenLinkForm,
    SettingsForm,
    question_form,
    translation_form,
    translations_in,
)
from beraad.recruitment.signals import meeting_days
from beraad.web import forms, refusals

views = Blueprint("recruitment_questions", __name__)
HERE = "/beheer/<slug>/werving/vragen"


@views.get(HERE)
@staff
def overview(slug: str) -> ResponseReturnValue:
    """Everything about signing up on one page."""
    assembly = current_assembly()
    return render_template(
        "recruitment/questions/overview.html",
        settings=queries.settings(assembly.id),
        days=queries.days(assembly),
        special=queries.special_features(assembly),
        questions=queries.extra_questions(assembly.id),
        link=open_link.status(assembly.id),
        history=open_link.history(assembly.id),
        consents={purpose: consents.words(assembly.id, purpose) for purpose in Purpose},
        languages=[(code, name, _untranslated(code)) for code, name in translations.others().items()],
        may_edit=bool(current_roles() & EDITORS),
    )


def _untranslated(code: str) -> int:
    return sum(not text for text in translations.translated(current_assembly(), code).values())


@views.route(f"{HERE}/instellen", methods=["GET", "POST"])
@organisers
def settings(slug: str) -> ResponseReturnValue:
    """What is asked at sign-up besides the features, and the minimum age."""
    assembly = current_assembly()
    known = queries.settings(assembly.id)
    form = SettingsForm(
        minimum_age=known.minimum_age,
        asks_days=known.asks_days,
        days="\n".join(date.fromisoformat(day).strftime("%d-%m-%Y") for day in known.days),
        asks_needs=known.asks_needs,
        parent_asks=known.parent_asks,
        asks_origin=bool(queries.special_features(assembly)),
    ).edits(None)
    programme = meeting_days(assembly)
    form.has_programme = bool(programme)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            questions.ask_origin(assembly, form.asks_origin.data)
            questions.set_up(assembly, form.values())
            flash(_("Opgeslagen."), "success")
            return _back()
    return forms.page("recruitment/questions/settings.html", form, programme=programme)


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@organisers
def add(slug: str) -> ResponseReturnValue:
    """A question of the organiser's own."""
    form = question_form(None)
    if form.validate_on_submit():
        questions.add(current_assembly(), form.values())
        flash(_("De vraag is toegevoegd."), "success")
        return _back()
    return forms.page("recruitment/questions/question.html", form, question=None, is_answered=False)


@views.route(f"{HERE}/<int:question_id>", methods=["GET", "POST"])
@organisers
def change(slug: str, question_id: ExtraQuestionId) -> ResponseReturnValue:
    """Ask it in another way."""
    question = queries.extra_question(current_assembly(), question_id)
    form = question_form(question).edits(question)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            questions.change(question, form.values())
            flash(_("Opgeslagen."), "success")
            return _back()
    is_answered = queries.is_answered(question)
    return forms.page("recruitment/questions/question.html", form, question=question, is_answered=is_answered)


@views.post(f"{HERE}/<int:question_id>/verwijderen")
@organisers
@refusals.shown_on(change)
def remove(slug: str, question_id: ExtraQuestionId) -> ResponseReturnValue:
    """Stop asking it."""
    questions.remove(queries.extra_question(current_assembly(), question_id))
    flash(_("De vraag is weg."), "success")
    return _back()


@views.post(f"{HERE}/<int:question_id>/omhoog")
@organisers
def up(slug: str, question_id: ExtraQuestionId) -> ResponseReturnValue:
    """Ask it one place earlier."""
    questions.move(queries.extra_question(current_assembly(), question_id), -1)
    return _back()


@views.route(f"{HERE}/toestemming/<purpose>", methods=["GET", "POST"])
@organisers
def consent(slug: str, purpose: str) -> ResponseReturnValue:
    """What people agree to; another text is another version."""
    assembly, meant = current_assembly(), Purpose.by_code(purpose)
    if meant is None:
        abort(404)
    form = ConsentTextForm(text=consents.words(assembly.id, meant)).edits(None)
    if form.validate_on_submit():
        questions.write_consent(assembly, meant, form.text.data)
        flash(_("Opgeslagen."), "success")
        return _back()
    versions = consents.versions(assembly.id, meant)
    return forms.page("recruitment/questions/consent.html", form, purpose=meant, versions=versions)


@views.route(f"{HERE}/vertaling/<language>", methods=["GET", "POST"])
@organisers
def translate(slug: str, language: str) -> ResponseReturnValue:
    """All texts that residents read, with the same in another language beside them."""
    if language not in translations.others():
        abort(404)
    assembly = current_assembly()
    known = dict(translations.translated(assembly, language))
    form: Any = translation_form(list(known), known).edits(None)
    if form.validate_on_submit():
        questions.translate(assembly, language, translations_in(form, list(known)))
        flash(_("Opgeslagen."), "success")
        return _back()
    return forms.page(
        "recruitment/questions/translate.html", form, language=translations.others()[language], code=language
    )


@views.route(f"{HERE}/open-link", methods=["GET", "POST"])
@organisers
def switch(slug: str) -> ResponseReturnValue:
    """Open or close the link for everyone, with the reason."""
    assembly = current_assembly()
    link = open_link.status(assembly.id)
    form = OpenLinkForm(is_open=link.is_open, counts=link.counts)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            questions.switch_open_link(assembly, form.is_open.data, form.counts.data, form.reason.data)
            flash(_("Opgeslagen."), "success")
            return _back()
    return forms.page("recruitment/questions/switch.html", form)


def _back() -> ResponseReturnValue:
    return redirect(url_for(".overview", slug=current_assembly().slug), 303)
