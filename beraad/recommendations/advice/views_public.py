"""The advice for everyone from the day of its handover; for the panel and the staff before that."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, current_roles, visible
from beraad.recommendations.advice import composing, queries
from beraad.recommendations.advice.models import AdviceReport
from beraad.recommendations.queries import handover_of, recommendation
from beraad.web import uploads
from beraad.web.documents.downloads import PDF, attachment
from beraad.web.places import full_address

views = Blueprint("recommendations_advice_public", __name__)
ADDRESS = "/burgerberaden/<slug>/advies"


def _report() -> AdviceReport:
    """Returns the advice, or 404 as long as this visitor may not read it."""
    report = queries.report(current_assembly().id)
    if report is None or not (current_roles() or handover_of(current_assembly().id)):
        abort(404)
    return report


@views.get(ADDRESS)
@visible
def show(slug: str) -> ResponseReturnValue:
    """The whole advice on one page, which prints as it reads."""
    report = _report()
    return render_template(
        "recommendations/advice/show.html",
        report=report,
        content=report.content,
        sign_off=queries.sign_off(report),
        handover=handover_of(current_assembly().id),
        figures=composing.figures,
    )


@views.get(f"{ADDRESS}.pdf")
@visible
def as_pdf(slug: str) -> ResponseReturnValue:
    """The whole advice as PDF/UA-1."""
    report = _report()
    link = full_address("recommendations_advice_public.show", slug=slug)
    content = composing.pdf(report.content, report.sha256, link, report.made_at)
    return attachment(content, f"{slug}-advies.pdf", PDF)


@views.get("/burgerberaden/<slug>/aanbevelingen/<int:number>/overgenomen")
@visible
def source(slug: str, number: int) -> ResponseReturnValue:
    """The document from which a recommendation was taken over."""
    is_public = not current_roles()
    found = recommendation(current_assembly(), number, is_public=is_public)
    if not found.taken_over_sha256:
        abort(404)
    return uploads.download(found.taken_over_sha256, found.taken_over_kind, f"aanbeveling-{number}")
