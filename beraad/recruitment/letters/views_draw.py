"""A new wave of letters: how many, over which strata, divided by what; and the paper of its draw for the notaris."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry
from beraad.audit import service as audit
from beraad.days import today
from beraad.recruitment.errors import DrawRefusedError
from beraad.recruitment.letters import notary, sampling, strata
from beraad.recruitment.letters import queries as letter_queries
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters.forms import WaveForm, response_form, sizes_form
from beraad.recruitment.letters.next_wave import strata_standing
from beraad.recruitment.letters.strata import Supply
from beraad.recruitment.models.waves import Division, Wave
from beraad.recruitment.register import queries as register_queries
from beraad.recruitment.words import draw_words
from beraad.web import forms
from beraad.web.documents.downloads import CSV, attachment

views = Blueprint("recruitment_draw", __name__)
HERE = "/beheer/<slug>/brieven"
#: what is proposed for a stratum of which nothing is known yet: of a hundred letters five are answered
USUAL_RESPONSE = 0.05


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@registry
def add(slug: str) -> ResponseReturnValue:
    """First question: how many letters, over which strata."""
    form = WaveForm()
    if form.validate_on_submit():
        asked = {"brieven": form.letters.data, "strata": form.strata.data or [], "naar": form.division.data.value}
        if not form.one_per_household.data:
            asked["huishouden"] = "alle"
        return redirect(url_for(".divide", slug=slug, **asked), 303)
    size = register_queries.sample_size(current_assembly().id)
    return forms.page("recruitment/letters/wave_add.html", form, sample=size)


@views.route(f"{HERE}/verdelen", methods=["GET", "POST"])
@registry
def divide(slug: str) -> ResponseReturnValue:
    """Second question: how many letters for each stratum; then draw them."""
    assembly = current_assembly()
    letters_asked = request.args.get("brieven", 0, int)
    by = [key for key in request.args.getlist("strata") if key in strata.DIMENSIONS]
    households = request.args.get("huishouden") != "alle"
    found = strata.candidates(assembly.id, by, today().year, waves.next_number(assembly.id), households)
    supply = strata.supply(found, households)
    if not 1 <= letters_asked <= supply.letters:
        flash(_too_many(supply, households), "warning")
        return redirect(url_for(".add", slug=slug), 303)
    people = supply.people
    if request.args.get("naar") == Division.RESPONSE and by:
        expected = response_form(_expected(people, by), request.args)
        if not expected.validate():
            return forms.page("recruitment/letters/wave_response.html", expected, people=people, letters=letters_asked)
        proposal = sampling.divided(people, expected.shares(), letters_asked, supply.most)
        asked = waves.Asked(by, {}, households, Division.RESPONSE, expected.shares())
        told = {"supply": supply, "answers": _answers(proposal, expected.shares()), "letters": letters_asked}
        return _draw("recruitment/letters/wave_response.html", people, proposal, asked, expected=expected, **told)
    asked = waves.Asked(by, {}, households)
    proposal = sampling.mirrored(people, letters_asked, supply.most)
    return _draw("recruitment/letters/wave_divide.html", people, proposal, asked, supply=supply, letters=letters_asked)


def _too_many(supply: Supply, one_per_household: bool) -> str:
    people = sum(supply.people.values())
    if not one_per_household:
        return _("Er zijn nog %(people)s mensen om een brief te sturen.", people=people)
    return _(
        "Er zijn nog %(people)s mensen om een brief te sturen, op %(addresses)s adressen. "
        "Met één brief per adres kunt u hooguit %(addresses)s brieven sturen.",
        people=people,
        addresses=supply.letters,
    )


def _answers(proposal: Mapping[str, int], shares: Mapping[str, float]) -> dict[str, int]:
    """Stratum → people who will probably answer the letters of the proposal."""
    return {name: round(size * shares[name]) for name, size in proposal.items()}


@views.route(f"{HERE}/extra", methods=["GET", "POST"])
@registry
def extra(slug: str) -> ResponseReturnValue:
    """A wave for the strata that stay behind, sized from the response so far."""
    assembly = current_assembly()
    behind = strata_standing(assembly, [row.wave for row in letter_queries.waves(assembly.id)])
    by = letter_queries.last_strata(assembly.id)
    if not behind or not any(row.letters for row in behind):
        flash(_("Er blijft geen groep achter, of er zijn nog geen brieven per groep verstuurd."), "info")
        return redirect(url_for("recruitment_letters.overview", slug=slug), 303)
    people = {row.name: row.now.reachable for row in behind}
    proposal = {row.name: row.letters for row in behind}
    asked = waves.Asked(by, {}, True, Division.BEHIND)
    return _draw("recruitment/letters/wave_extra.html", people, proposal, asked, behind=behind)


def _draw(
    template: str, people: Mapping[str, int], proposal: Mapping[str, int], asked: waves.Asked, **shown: Any
) -> ResponseReturnValue:
    """Ask for the letters of each stratum, with a proposal; then draw them."""
    assembly, form = current_assembly(), sizes_form(dict(proposal))
    if form.validate_on_submit():
        sizes = {stratum: form[f"size_{place}"].data for place, stratum in enumerate(proposal)}
        some = {stratum: size for stratum, size in sizes.items() if people[stratum]}
        try:
            wave = waves.plan(assembly, sum(some.values()), replace(asked, sizes=some))
        except DrawRefusedError as error:
            form.form_errors.append(draw_words(error))
        else:
            return redirect(url_for("recruitment_letters.wave", slug=assembly.slug, number=wave.number), 303)
    return forms.page(template, form, people=people, **shown)


def _expected(people: Mapping[str, int], by: list[str]) -> dict[str, float]:
    """Stratum → response to begin with: that of earlier waves, or else the usual one."""
    earlier = letter_queries.expected_response(current_assembly().id, by)
    return {name: earlier.get(name) or USUAL_RESPONSE for name in people}


@views.get(f"{HERE}/<int:number>/notaris")
@registry
def paper(slug: str, number: int) -> ResponseReturnValue:
    """Everything with which a notaris repeats the draw of a wave, to read and to sign."""
    found = _drawn(number)
    return render_template("recruitment/letters/wave_notary.html", wave=found, evidence=notary.evidence(found))


@views.get(f"{HERE}/<int:number>/notaris.pdf")
@registry
def paper_pdf(slug: str, number: int) -> ResponseReturnValue:
    """The same on A4, with lines to sign on."""
    return Response(notary.pdf(_drawn(number)), mimetype="application/pdf")


@views.post(f"{HERE}/<int:number>/steekproef.csv")
@registry
def drawn_from(slug: str, number: int) -> ResponseReturnValue:
    """What the notaris repeats the draw with: the sample without names and addresses. The log says who took it."""
    found = _drawn(number)
    audit.record("recruitment.draw_file_taken", f"wave:{found.id}", assembly_id=found.assembly_id)
    return attachment(waves.draw_file(found), notary.names(found).sample, CSV)


@views.get(f"{HERE}/<int:number>/aantallen.csv")
@registry
def sizes(slug: str, number: int) -> ResponseReturnValue:
    """The letters of each stratum, as the command of the notaris reads them."""
    found = _drawn(number)
    if not found.sizes:
        abort(404)
    return attachment(sampling.sizes_file(found.sizes), notary.names(found).sizes, CSV)


def _drawn(number: int) -> Wave:
    """A wave whose addressees were drawn by lot; a reminder was not."""
    found = letter_queries.wave(current_assembly(), number)
    if found.reminds_id is not None:
        abort(404)
    return found
