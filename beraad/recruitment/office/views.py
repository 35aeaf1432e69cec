"""For the people who run the recruitment: how it goes, who signed up, sign-ups from paper or phone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry
from beraad.audit import service as audit
from beraad.recruitment.errors import AlreadySignedUpError, CodeRefusedError
from beraad.recruitment.forms import ConfirmForm
from beraad.recruitment.models.registration import Channel, Registration, RegistrationState
from beraad.recruitment.models.sign_up import Purpose
from beraad.recruitment.office import queries, respondents
from beraad.recruitment.office.forms import registration_form
from beraad.recruitment.questions import consents, needs, replies
from beraad.recruitment.register.spreadsheet import write_xlsx
from beraad.recruitment.sign_up import ages, confirmations, entry, return_codes, service, steps
from beraad.web import edge, forms, paging
from beraad.web.documents.downloads import attachment
from beraad.web.documents.tables import csv_file

views = Blueprint("recruitment", __name__)
HERE = "/beheer/<slug>/aanmeldingen"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@views.route(HERE, methods=["GET", "POST"])
@registry
@edge.only_reads
def listed(slug: str) -> ResponseReturnValue:
    """Everyone who signed up, to search and filter."""
    words = paging.sought()
    state, channel = request.values.get("stand", ""), request.values.get("kanaal", "")
    page = queries.listed(current_assembly(), paging.asked(), words, state, channel)
    asked = {name: value for name, value in (("stand", state), ("kanaal", channel)) if value}
    return render_template(
        "recruitment/office/listed.html",
        page=page,
        asked=asked,
        words=words,
        states=_options(RegistrationState, state),
        channels=_options(Channel, channel),
    )


@views.get(f"{HERE}/<int:number>")
@registry
def detail(slug: str, number: int) -> ResponseReturnValue:
    """One sign-up."""
    assembly = current_assembly()
    found = queries.registration(assembly, number)
    answers = sorted(found.answers, key=lambda answer: answer.feature.position)
    return render_template(
        "recruitment/office/detail.html",
        registration=found,
        answers=answers,
        doubt=ages.doubt(assembly, {one.feature.name: one.value.value for one in answers}, found.birth_year),
        days=replies.days_of(number),
        extra=queries.extra_replies(number),
        needs=needs.of(number),
        consents=consents.of(number),
    )


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@registry
def add(slug: str) -> ResponseReturnValue:
    """Type a sign-up that came by paper or phone."""
    form = registration_form(current_assembly())
    if form.validate_on_submit():
        made = _registered(form)
        if made is not None:
            flash(_("De aanmelding is toegevoegd."), "success")
            return redirect(url_for(".detail", slug=slug, number=made.id), 303)
    return forms.page("recruitment/office/edit.html", form, registration=None)


def _registered(form: Any) -> Registration | None:
    """The sign-up that the form asks for; None when its code can't be used, which the form then says."""
    assembly = current_assembly()
    try:
        invitation = entry.letter_of(form.code.data) if form.code.data else None
        if invitation is not None and invitation.wave.assembly_id != assembly.id:
            raise CodeRefusedError
        person, answers = steps.person_of(form.data), steps.answers_of(assembly, form.data)
        told, channel = steps.replies_of(assembly, form.data), Channel(form.channel.data)
        made = service.register(assembly, person, answers, channel, invitation, told)
    except CodeRefusedError:
        edge.keep_despite_error()
        forms.refuse(form.code, _("Met deze code kunnen wij geen aanmelding openen."))
        return None
    except AlreadySignedUpError:
        forms.refuse(form.code, _("Met deze code is al iemand aangemeld. Zoek die aanmelding op in de lijst."))
        return None
    code = return_codes.give(made) if invitation is None else None
    if code is not None:
        flash(_("Met code %(code)s kan deze persoon de aanmelding later openen. Geef die door.", code=code), "info")
    confirmations.send(made, code)
    return made


@views.route(f"{HERE}/<int:number>/wijzigen", methods=["GET", "POST"])
@registry
def edit(slug: str, number: int) -> ResponseReturnValue:
    """Change a sign-up at the wish of whom it is about."""
    assembly = current_assembly()
    found = queries.registration(assembly, number)
    form = registration_form(assembly, found)
    if form.validate_on_submit():
        person, told = steps.person_of(form.data, service.person_in(found)), steps.replies_of(assembly, form.data)
        told = replace(told, agreed=told.agreed - {Purpose.DRAW})  # that was agreed when this person signed up
        confirmations.send(service.change(found, person, steps.answers_of(assembly, form.data), told))
        flash(_("De aanmelding is gewijzigd."), "success")
        return redirect(url_for(".detail", slug=slug, number=number), 303)
    return forms.page("recruitment/office/edit.html", form, registration=found)


@views.route(f"{HERE}/<int:number>/intrekken", methods=["GET", "POST"])
@registry
def withdraw(slug: str, number: int) -> ResponseReturnValue:
    """Take somebody out of the draw at their own wish."""
    found, form = queries.registration(current_assembly(), number), ConfirmForm()
    if found.state is not RegistrationState.SIGNED_UP:
        abort(404)
    if form.validate_on_submit():
        confirmations.send(service.withdraw(found))
        flash(_("De aanmelding is ingetrokken."), "success")
        return redirect(url_for(".detail", slug=slug, number=number), 303)
    return forms.page("recruitment/office/withdraw.html", form, registration=found)


@views.post(f"{HERE}/bestand.<any(csv,xlsx):kind>")
@registry
def export(slug: str, kind: str) -> ResponseReturnValue:
    """Everyone who is signed up, safe for spreadsheets. A POST, because the log says who took it."""
    assembly = current_assembly()
    header, rows = respondents.table(assembly)
    audit.record(
        "recruitment.respondents_exported", f"assembly:{assembly.id}", assembly_id=assembly.id, people=len(rows)
    )
    if kind == "csv":
        return csv_file(header, rows, f"aanmeldingen-{slug}.csv")
    return attachment(write_xlsx(header, rows), f"aanmeldingen-{slug}.xlsx", XLSX_TYPE)


def _options(values: Any, chosen: str) -> list[tuple[str, str, bool]]:
    """Value, label and whether it was chosen, for a list to filter with."""
    return [(member.value, member.label, member.value == chosen) for member in values]
