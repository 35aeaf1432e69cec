"""Pages for officials about quotas: type them, take them from a file, check whether a panel is possible."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from beraad.assemblies.access import current_assembly, organisers, staff
from beraad.lottery import engine, words
from beraad.lottery.quotas import checking, forms, pairs, queries
from beraad.lottery.quotas import service as quotas
from beraad.web import edge, refusals
from beraad.web.documents.downloads import CSV, attachment
from beraad.web.forms import page

views = Blueprint("lottery_quotas", __name__, url_prefix="/beheer/<slug>/loting")


@views.get("/streefcijfers")
@staff
def show(slug: str) -> ResponseReturnValue:
    """All quotas beside the pool, with every change and its reason."""
    assembly = current_assembly()
    return render_template(
        "lottery/quotas/overview.html",
        features=queries.quotas(assembly.id),
        pairs=pairs.pairs(assembly.id),
        changes=queries.quota_changes(assembly.id),
        pool=queries.pool_size(assembly.id),
    )


@views.route("/streefcijfers/wijzig", methods=["GET", "POST"])
@organisers
def edit(slug: str) -> ResponseReturnValue:
    """Type all quotas."""
    assembly = current_assembly()
    features = queries.quotas(assembly.id)
    form = forms.quotas_form(features).edits(None)
    if form.validate_on_submit():
        with refusals.shown_in(form):
            return _saved(quotas.set_quotas(assembly, form.bounds(), form.sources(), form.reason.data or ""))
    return page("lottery/quotas/edit.html", form, features=features)


@views.route("/streefcijfers/bestand", methods=["GET", "POST"])
@organisers
@edge.reads_first
def upload(slug: str) -> ResponseReturnValue:
    """Take quotas from a file."""
    form = forms.QuotaFileForm()
    if form.validate_on_submit():
        file, reason = form.file.data, form.reason.data or ""
        with refusals.shown_in(form):
            read = engine.read_categories(file.read(), file.filename)
            edge.start_writing()
            return _saved(quotas.take_over(current_assembly(), read, file.filename, reason))
    return page("lottery/quotas/upload.html", form)


def _saved(changed: int) -> ResponseReturnValue:
    flash(
        ngettext("%(num)s streefcijfer is gewijzigd.", "%(num)s streefcijfers zijn gewijzigd.", changed)
        if changed
        else _("Opgeslagen. Er is geen streefcijfer gewijzigd."),
        "success",
    )
    return redirect(url_for("lottery_quotas.show", slug=current_assembly().slug), 303)


@views.get("/streefcijfers.csv")
@staff
def export(slug: str) -> ResponseReturnValue:
    """All quotas as a file that other tools read."""
    return attachment(quotas.export(current_assembly()), f"{slug}-categories.csv", CSV)


@views.get("/controle")
@staff
def check(slug: str) -> ResponseReturnValue:
    """Whether a panel is possible with pool and quotas of this moment, and what would help if not."""
    assembly = current_assembly()
    checked = checking.check(assembly)
    answer = checked.feasibility
    return render_template(
        "lottery/quotas/check.html",
        problem=refusals.sentence(checked.error) if checked.error else "",
        answer=answer,
        why_not=words.why_no_panel(answer.code, answer.params) if answer else "",
        pool=queries.pool_size(assembly.id),
    )


def _check_again(slug: str, key: str) -> ResponseReturnValue:
    """Returns the page with what is offered now."""
    return check(slug)


@views.post("/controle/aanpassen/<key>")
@organisers
@edge.reads_first
@refusals.shown_on(_check_again)
def accept_changes(slug: str, key: str) -> ResponseReturnValue:
    """Make one of the changes that were offered."""
    reason = _("Aanpassing waarmee een panel mogelijk is, gekozen bij de controle")
    return _saved(checking.accept_changes(current_assembly(), key, reason))
