"""The page on which the quotas of one feature follow from the population: read a file, compute, look, take over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, organisers
from beraad.assemblies.features.age_bands import band
from beraad.assemblies.models import FeatureId
from beraad.days import today
from beraad.lottery.bounds import Bounds, Source
from beraad.lottery.errors import StatisticsFileError
from beraad.lottery.quotas import forms, population, queries, statistics_file
from beraad.lottery.quotas import service as quotas
from beraad.lottery.quotas.population import Rounded
from beraad.lottery.quotas.queries import FeatureQuotas
from beraad.lottery.quotas.statistics_file import StatisticsTable
from beraad.web import edge, refusals
from beraad.web.forms import page

views = Blueprint("lottery_population", __name__, url_prefix="/beheer/<slug>/loting/streefcijfers")


@views.route("/bevolking/<int:feature_id>", methods=["GET", "POST"])
@organisers
@edge.reads_first
def show(slug: str, feature_id: FeatureId) -> ResponseReturnValue:
    """Numbers of people per answer, typed or from a file, and the quotas that follow from them."""
    feature = _feature(feature_id)
    form = forms.population_form(feature)
    if not form.validate_on_submit():
        return _page(form, feature, [])
    if form.file.data:
        return _read_file(form, feature)
    numbers = form.numbers()
    by_answer = {answer.answer: numbers.get(answer.value_id, 0.0) for answer in feature.answers}
    lines = population.rounded(by_answer, current_assembly().seats, form.tolerance.data)
    if "take_over" not in request.form:
        return _page(form, feature, lines)
    return _take_over(form, feature, lines)


def _feature(feature_id: FeatureId) -> FeatureQuotas:
    features = {feature.feature_id: feature for feature in queries.quotas(current_assembly().id)}
    return features.get(feature_id) or abort(404)


def _page(form: forms.PopulationForm, feature: FeatureQuotas, lines: Sequence[Rounded]) -> ResponseReturnValue:
    labels = [f"{group.form.label.data}: {group.form.number.data}" for group in form.groups]
    return page("lottery/quotas/population.html", form, feature=feature, lines=lines, group_labels=labels)


def _read_file(form: forms.PopulationForm, feature: FeatureQuotas) -> ResponseReturnValue:
    """The page with the numbers of the file filled in, and the quotas that follow from them if there are any."""
    upload = form.file.data
    with refusals.shown_in(form):
        table = statistics_file.read(upload.read(), upload.filename)
        numbers, groups = _counted(table, [answer.answer for answer in feature.answers])
        source = Source(table.table or upload.filename[:80], table.period, today())
        filled = forms.population_form(replace(feature, source=source), numbers, groups)
        if not any(numbers.values()):
            return _page(filled, feature, [])
        by_answer = {answer.answer: numbers[answer.answer] for answer in feature.answers}
        return _page(filled, feature, population.rounded(by_answer, current_assembly().seats, filled.tolerance.data))
    return _page(form, feature, [])


def _counted(table: StatisticsTable, answers: list[str]) -> tuple[dict[str, float], list[tuple[str, float, str]]]:
    """People per answer, and the groups of the file with their answers; no groups if each has found its answer.

    Raises `StatisticsFileError` if there is nothing to choose from either.
    """
    groups = statistics_file.groups_for(table, answers)
    if all(band(answer) for answer in answers) or len(groups) > statistics_file.MOST:
        return statistics_file.numbers_for(table, answers), []
    if len(groups) < 2:
        raise StatisticsFileError(reason="no_groups")
    listed = [(label, people, statistics_file.answer_of(label, answers)) for label, people in groups.items()]
    everything_counts = all(answer for _label, _people, answer in listed)
    return statistics_file.divided(groups, answers), [] if everything_counts else listed


def _take_over(form: forms.PopulationForm, feature: FeatureQuotas, lines: Sequence[Rounded]) -> ResponseReturnValue:
    by_answer = {line.answer: Bounds(line.minimum, line.maximum, share=line.share) for line in lines}
    bounds = {answer.value_id: by_answer[answer.answer] for answer in feature.answers}
    edge.start_writing()
    assembly, sources = current_assembly(), {feature.feature_id: form.source_data()}
    with refusals.shown_in(form):
        quotas.set_quotas(assembly, bounds, sources, form.reason.data or "")
        flash(_("De streefcijfers voor %(feature)s zijn overgenomen.", feature=feature.name), "success")
        return redirect(url_for("lottery_quotas.show", slug=assembly.slug), 303)
    return _page(form, feature, lines)
