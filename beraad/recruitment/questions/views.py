"""The organiser says what is asked when people sign up, what they agree to, and in which words in other languages."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies import order
from beraad.assemblies.access import EDITORS, current_assembly, current_roles, organisers, staff
from beraad.assemblies.errors import FeaturesInUseError
from beraad.recruitment.models.sign_up import ExtraQuestion, Purpose
from beraad.recruitment.questions import consents, open_link, translations
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.forms import (
    ConsentTextForm,
    OpenLinkForm,
    SettingsForm,
    question_form,
    translation_form,
    translations_in,
)
from beraad.recruitment.questions.service import QuestionAnsweredError
from beraad.recruitment.signals import meeting_days
from beraad.web import forms

views = Blueprint("recruitment_questions", __name__)
HERE = "/beheer/<slug>/werving/vragen"


@views.get(HERE)
@staff
def overview(slug: str) -> ResponseReturnValue:
    """Everything about signing up on one page."""
    assembly = current_assembly()
    return render_template(
        "recruitment/questions/overview.html",
        settings=questions.settings(assembly.id),
        days=questions.days(assembly),
        special=questions.special_features(assembly),
        asked=questions.of(assembly.id),
        link=open_link.of(assembly.id),
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
    """What is asked, and of whom."""
    assembly = current_assembly()
    known = questions.settings(assembly.id)
    form = SettingsForm(
        minimum_age=known.minimum_age,
        asks_days=known.asks_days,
        days="\n".join(date.fromisoformat(day).strftime("%d-%m-%Y") for day in known.days),
        asks_needs=known.asks_needs,
        asks_origin=bool(questions.special_features(assembly)),
    )
    programme = meeting_days(assembly)
    form.has_programme = bool(programme)
    if form.validate_on_submit() and _set_up(form):
        flash(_("Opgeslagen."), "success")
        return _back()
    return forms.page("recruitment/questions/settings.html", form, programme=programme)


def _set_up(form: SettingsForm) -> bool:
    assembly = current_assembly()
    try:
        questions.ask_origin(assembly, form.asks_origin.data)
    except FeaturesInUseError:
        words = _("Er zijn al aanmeldingen. De vraag naar herkomst kan niet meer veranderen.")
        forms.refuse(form.asks_origin, words)
        return False
    questions.set_up(assembly, form.minimum_age.data, form.asks_days.data, form.listed(), form.asks_needs.data)
    return True


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@organisers
def add(slug: str) -> ResponseReturnValue:
    """A question of the organiser's own."""
    form = question_form(None)
    if form.validate_on_submit():
        questions.add(current_assembly(), form.wanted())
        flash(_("De vraag is toegevoegd."), "success")
        return _back()
    return forms.page("recruitment/questions/question.html", form, question=None, is_answered=False)


@views.route(f"{HERE}/<int:number>", methods=["GET", "POST"])
@organisers
def change(slug: str, number: int) -> ResponseReturnValue:
    """Ask it otherwise."""
    asked = questions.question(current_assembly(), number)
    form = question_form(asked)
    if form.validate_on_submit():
        try:
            questions.change(asked, form.wanted())
        except QuestionAnsweredError:
            forms.refuse(form.text, _("Mensen hebben deze vraag al beantwoord. U kunt alleen antwoorden toevoegen."))
        else:
            flash(_("Opgeslagen."), "success")
            return _back()
    return forms.page(
        "recruitment/questions/question.html", form, question=asked, is_answered=questions.is_answered(asked)
    )


@views.post(f"{HERE}/<int:number>/verwijderen")
@organisers
def remove(slug: str, number: int) -> ResponseReturnValue:
    """Ask it no more."""
    try:
        questions.remove(questions.question(current_assembly(), number))
    except QuestionAnsweredError:
        flash(_("Mensen hebben deze vraag al beantwoord. De vraag kan niet meer weg."), "error")
    else:
        flash(_("De vraag is weg."), "success")
    return _back()


@views.post(f"{HERE}/<int:number>/omhoog")
@organisers
def up(slug: str, number: int) -> ResponseReturnValue:
    """Ask it one place earlier."""
    assembly = current_assembly()
    items: list[ExtraQuestion] = list(questions.of(assembly.id))
    order.move(items, questions.question(assembly, number), -1)
    return _back()


@views.route(f"{HERE}/toestemming/<purpose>", methods=["GET", "POST"])
@organisers
def consent(slug: str, purpose: str) -> ResponseReturnValue:
    """What people agree to; another text is another version."""
    if purpose not in set(Purpose):
        abort(404)
    assembly, meant = current_assembly(), Purpose(purpose)
    form = ConsentTextForm(text=consents.words(assembly.id, meant))
    if form.validate_on_submit():
        consents.write(assembly, meant, form.text.data)
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
    form: Any = translation_form(list(known), known)
    if form.validate_on_submit():
        translations.translate(assembly, language, translations_in(form, list(known)))
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
    now = open_link.of(assembly.id)
    form = OpenLinkForm(is_open=now.is_open, counts=now.counts)
    if form.validate_on_submit():
        open_link.switch(assembly, form.is_open.data, form.counts.data, form.reason.data)
        flash(_("Opgeslagen."), "success")
        return _back()
    return forms.page("recruitment/questions/switch.html", form)


def _back() -> ResponseReturnValue:
    return redirect(url_for(".overview", slug=current_assembly().slug), 303)
