"""A new wave of letters: how many, over which strata, divided by what; and the paper of its draw for the notaris."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, registry_or_organiser
from beraad.audit import service as audit
from beraad.recruitment.letters import notary, sampling, strata
from beraad.recruitment.letters import queries as letter_queries
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters.forms import WaveForm, response_form, sizes_form
from beraad.recruitment.letters.service import WaveData
from beraad.recruitment.letters.standing import strata_standing
from beraad.recruitment.letters.strata import Supply
from beraad.recruitment.models.waves import Division, Wave
from beraad.recruitment.register import queries as register_queries
from beraad.web import forms, refusals
from beraad.web.documents.downloads import CSV, attachment

views = Blueprint("recruitment_draw", __name__)
HERE = "/beheer/<slug>/brieven"
#: the share of letters that is answered, proposed for a stratum that got none yet
USUAL_RESPONSE = 0.05


@views.route(f"{HERE}/nieuw", methods=["GET", "POST"])
@registry_or_organiser
def add(slug: str) -> ResponseReturnValue:
    """First question: how many letters, over which strata."""
    form = WaveForm()
    if form.validate_on_submit():
        answers = {"brieven": form.letters.data, "strata": form.strata.data or [], "naar": form.division.data.value}
        if not form.one_per_household.data:
            answers["huishouden"] = "alle"
        return redirect(url_for(".divide", slug=slug, **answers), 303)
    size = register_queries.sample_size(current_assembly().id)
    return forms.page("recruitment/letters/wave_add.html", form, sample=size)


@views.route(f"{HERE}/verdelen", methods=["GET", "POST"])
@registry_or_organiser
def divide(slug: str) -> ResponseReturnValue:
    """Second question: how many letters for each stratum; then draw them."""
    assembly = current_assembly()
    size = request.args.get("brieven", 0, int)
    by = [key for key in request.args.getlist("strata") if key in strata.DIMENSIONS]
    households = request.args.get("huishouden") != "alle"
    people = strata.candidates(assembly.id, by, strata.ages_now(assembly), waves.next_number(assembly.id), households)
    supply = strata.supply(people, households)
    if not 1 <= size <= supply.letters:
        flash(_too_many(supply, households), "warning")
        return redirect(url_for(".add", slug=slug), 303)
    data = WaveData(by, one_per_household=households)
    if request.args.get("naar") == Division.RESPONSE.value and by:
        return _divide_by_response(supply, size, data)
    proposal = sampling.mirrored(supply.people, size, supply.most)
    template = "recruitment/letters/wave_divide.html"
    return _plan(template, supply, proposal, data, letters=size)


def _divide_by_response(supply: Supply, size: int, data: WaveData) -> ResponseReturnValue:
    """Ask what response to expect of each stratum, and propose letters for equal shares of the answers."""
    template = "recruitment/letters/wave_response.html"
    expected = response_form(_expected(supply.people, data.strata_by), request.args)
    if not expected.validate():
        return forms.page(template, expected, people=supply.people, letters=size, rows=None)
    shares = expected.shares()
    proposal = sampling.divided(supply.people, shares, size, supply.most)
    rows = sampling.response_rows(supply.people, supply.most, proposal, shares)
    data = replace(data, division=Division.RESPONSE, response=shares)
    return _plan(template, supply, proposal, data, letters=size, expected=expected, rows=rows)


def _too_many(supply: Supply, one_per_household: bool) -> str:
    people = sum(supply.people.values())
    if not one_per_household:
        return str(_("Er zijn nog %(people)s mensen om een brief te sturen.", people=people))
    words: str = _(
        "Er zijn nog %(people)s mensen om een brief te sturen, op %(addresses)s adressen. "
        "Met één brief per adres kunt u hooguit %(addresses)s brieven sturen.",
        people=people,
        addresses=supply.letters,
    )
    return words


@views.route(f"{HERE}/extra", methods=["GET", "POST"])
@registry_or_organiser
def extra(slug: str) -> ResponseReturnValue:
    """A wave for the strata that stay behind, sized from the response so far."""
    assembly = current_assembly()
    earlier = [row.wave for row in letter_queries.waves(assembly.id)]
    behind = strata_standing(assembly, earlier)
    if not behind or not any(row.letters for row in behind):
        flash(_("Er blijft geen groep achter, of er zijn nog geen brieven per groep verstuurd."), "info")
        return redirect(url_for("recruitment_letters.overview", slug=slug), 303)
    most = {row.name: row.now.reachable for row in behind}
    supply = Supply({row.name: row.now.people for row in behind}, most, sum(most.values()))
    proposal = {row.name: row.letters for row in behind}
    last = [wave for wave in earlier if wave.strata_by][-1]
    data = WaveData(last.strata_by, division=Division.BEHIND, ages=strata.ages_of(last))
    return _plan("recruitment/letters/wave_extra.html", supply, proposal, data, behind=behind)


def _plan(
    template: str, supply: Supply, proposal: Mapping[str, int], data: WaveData, **shown: Any
) -> ResponseReturnValue:
    """Ask for the letters of each stratum, with a proposal; then plan the wave.

    Two buttons only look: one adds up, one puts the same number in every row.
    """
    assembly, form, people = current_assembly(), sizes_form(dict(proposal)), supply.people
    if "vullen" in request.form and form.everywhere.data is not None:
        form.fill(supply.most)
    if form.validate_on_submit() and not {"vullen", "tellen"} & set(request.form):
        with refusals.shown_in(form):
            sizes = {stratum: size for stratum, size in form.sizes(proposal).items() if supply.most[stratum]}
            wave = waves.plan(assembly, sum(sizes.values()), replace(data, sizes=sizes))
            return redirect(url_for("recruitment_letters.wave", slug=assembly.slug, number=wave.number), 303)
    return forms.page(template, form, people=people, sizes=form.rows(people, supply.most), **shown)


def _expected(people: Mapping[str, int], by: Sequence[str]) -> dict[str, float]:
    """Stratum → response to begin with: that of earlier waves, or else the usual one."""
    earlier = letter_queries.expected_response(current_assembly().id, by)
    return {name: earlier.get(name) or USUAL_RESPONSE for name in people}


@views.get(f"{HERE}/<int:number>/notaris")
@registry_or_organiser
def paper(slug: str, number: int) -> ResponseReturnValue:
    """Everything with which a notaris repeats the draw of a wave, to read and to sign."""
    wave = _drawn(number)
    return render_template("recruitment/letters/wave_notary.html", wave=wave, evidence=notary.evidence(wave))


@views.get(f"{HERE}/<int:number>/notaris.pdf")
@registry_or_organiser
def paper_pdf(slug: str, number: int) -> ResponseReturnValue:
    """The same on A4, with lines to sign on."""
    return Response(notary.pdf(_drawn(number)), mimetype="application/pdf")


@views.post(f"{HERE}/<int:number>/steekproef.csv")
@registry_or_organiser
def drawn_from(slug: str, number: int) -> ResponseReturnValue:
    """What the notaris repeats the draw with: the sample without names and addresses. The log says who took it."""
    wave = _drawn(number)
    audit.record("recruitment.draw_file_taken", wave, assembly_id=wave.assembly_id)
    return attachment(waves.draw_file(wave), notary.names(wave).sample, CSV)


@views.get(f"{HERE}/<int:number>/aantallen.csv")
@registry_or_organiser
def sizes(slug: str, number: int) -> ResponseReturnValue:
    """The letters of each stratum, as the command of the notaris reads them."""
    wave = _drawn(number)
    if not wave.sizes:
        abort(404)
    return attachment(sampling.sizes_file(wave.sizes), notary.names(wave).sizes, CSV)


def _drawn(number: int) -> Wave:
    """Returns a wave whose addressees were drawn by lot, or 404: a reminder was not."""
    wave = letter_queries.wave(current_assembly(), number)
    if wave.reminds_id is not None:
        abort(404)
    return wave
