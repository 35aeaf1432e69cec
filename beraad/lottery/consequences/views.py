"""The page that shows what quotas and rule mean for people's chances, before anything is decided."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, registry_or_organiser, staff
from beraad.jobs.queries import REFRESH
from beraad.lottery.consequences import queries, service
from beraad.lottery.consequences.forms import SettingForm, setting_form
from beraad.lottery.consequences.queries import Standing
from beraad.lottery.consequences.scenarios import Setting
from beraad.web.forms import page

views = Blueprint("lottery_consequences", __name__, url_prefix="/beheer/<slug>/loting/gevolgen")


@views.get("")
@staff
def show(slug: str) -> ResponseReturnValue:
    """The chances as last computed: the quotas, a second setting, the greedy draw, and what each feature costs."""
    standing = queries.standing(current_assembly())
    result = standing.result
    form = setting_form(result.features, result.setting) if result else setting_form((), Setting())
    return _page(standing, form)


@views.post("")
@registry_or_organiser
def ask(slug: str) -> ResponseReturnValue:
    """Compute the present chances, with another setting beside them."""
    standing = queries.standing(current_assembly())
    form = setting_form(standing.result.features if standing.result else ())
    if form.validate_on_submit():
        service.ask(current_assembly(), form.values())
        return redirect(url_for("lottery_consequences.show", slug=slug), 303)
    return _page(standing, form)


def _page(standing: Standing, form: SettingForm) -> ResponseReturnValue:
    refresh = REFRESH if standing.is_busy else None
    return page("lottery/consequences/overview.html", form, standing=standing, refresh_seconds=refresh)
