"""The page on which the quotas of one feature follow from the population: read a file, compute, look, take over."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly, organisers
from beraad.days import today
from beraad.lottery import words
from beraad.lottery.bounds import Bounds, Source
from beraad.lottery.errors import LotteryError
from beraad.lottery.quotas import forms, population, queries, statistics_file
from beraad.lottery.quotas import service as quotas
from beraad.lottery.quotas.population import Rounded
from beraad.lottery.quotas.queries import FeatureQuotas
from beraad.lottery.quotas.statistics_file import StatisticsFileError, StatisticsTable
from beraad.web import edge
from beraad.web.forms import page

views = Blueprint("lottery_population", __name__, url_prefix="/beheer/<slug>/loting/streefcijfers")


@views.route("/bevolking/<int:feature_id>", methods=["GET", "POST"])
@organisers
def show(slug: str, feature_id: int) -> ResponseReturnValue:
    """Numbers of people per answer, typed or from a file, and the quotas that follow from them."""
    feature = _feature(feature_id)
    form = forms.population_form(feature)
    if not form.validate_on_submit():
        return _page(form, feature, [])
    if form.file.data:
        return _read_file(form, feature)
    numbers = form.numbers()
    if not any(numbers.values()):
        form.form_errors.append(_("Vul voor ten minste één antwoord een getal in."))
        return _page(form, feature, [])
    by_answer = {answer.answer: numbers.get(answer.value_id, 0.0) for answer in feature.answers}
    lines = population.rounded(by_answer, current_assembly().seats, form.tolerance.data)
    if "take_over" not in request.form:
        return _page(form, feature, lines)
    return _take_over(slug, form, feature, lines)


def _feature(feature_id: int) -> FeatureQuotas:
    for feature in queries.quotas(current_assembly().id):
        if feature.feature_id == feature_id:
            return feature
    abort(404)


def _page(form: forms.PopulationForm, feature: FeatureQuotas, lines: list[Rounded]) -> ResponseReturnValue:
    labels = [f"{group.form.label.data}: {group.form.number.data}" for group in form.groups]
    return page("lottery/quotas/population.html", form, feature=feature, lines=lines, group_labels=labels)


def _read_file(form: forms.PopulationForm, feature: FeatureQuotas) -> ResponseReturnValue:
    upload = form.file.data
    try:
        table = statistics_file.read(upload.read(), upload.filename)
        numbers, found = _counted(table, [answer.answer for answer in feature.answers])
    except StatisticsFileError as error:
        form.file.errors = [words.statistics(error.code)]
        return _page(form, feature, [])
    source = Source(table.table or upload.filename[:80], table.period, today())
    filled = forms.population_form(replace(feature, source=source), numbers, found)
    if not any(numbers.values()):
        return _page(filled, feature, [])
    by_answer = {answer.answer: numbers[answer.answer] for answer in feature.answers}
    return _page(filled, feature, population.rounded(by_answer, current_assembly().seats, filled.tolerance.data))


def _counted(table: StatisticsTable, answers: list[str]) -> tuple[dict[str, float], list[tuple[str, float, str]]]:
    """People per answer, and the groups of the file with their answers; no groups where each has found its answer.

    Raises `StatisticsFileError` when there is nothing to choose from either.
    """
    groups = statistics_file.groups_for(table, answers)
    if all(statistics_file.band(answer) for answer in answers) or len(groups) > statistics_file.MOST:
        return statistics_file.numbers_for(table, answers), []
    if len(groups) < 2:
        raise StatisticsFileError("no_groups")
    listed = [(label, people, statistics_file.answer_of(label, answers)) for label, people in groups.items()]
    everything_counts = all(answer for _, _, answer in listed)
    return statistics_file.divided(groups, answers), [] if everything_counts else listed


def _take_over(
    slug: str, form: forms.PopulationForm, feature: FeatureQuotas, lines: list[Rounded]
) -> ResponseReturnValue:
    found = {line.answer: line for line in lines}
    wanted = {
        answer.value_id: Bounds(
            found[answer.answer].minimum, found[answer.answer].maximum, share=found[answer.answer].share
        )
        for answer in feature.answers
    }
    typed = form.source.form
    source = Source(typed.table.data or "", typed.period.data or "", typed.day.data)
    try:
        quotas.set_quotas(current_assembly(), wanted, {feature.feature_id: source}, form.reason.data or "")
    except LotteryError as error:
        edge.rollback()
        form.reason.errors = [words.sentence(error)]
        return _page(form, feature, lines)
    flash(_("De streefcijfers voor %(feature)s zijn overgenomen.", feature=feature.name), "success")
    return redirect(url_for("lottery_quotas.show", slug=slug), 303)
