"""What officials download of a draw: who was drawn, the record, the papers."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, registry_or_organiser, staff
from beraad.audit import service as audit
from beraad.lottery.draw import downloads, files, papers, queries
from beraad.lottery.draw.views import views
from beraad.lottery.models import Draw
from beraad.web.documents.downloads import CSV, JSON, PDF, attachment


@views.post("/<int:number>/<any('selected.csv', 'remaining.csv'):name>")
@registry_or_organiser
def people(slug: str, number: int, name: str) -> ResponseReturnValue:
    """Who was drawn and who was not, as tables with names: a POST, because the log keeps who took them along."""
    draw = queries.draw(current_assembly().id, number)
    selected, remaining = downloads.people(draw)
    audit.record("lottery.people_exported", draw, assembly_id=draw.assembly_id, file=name)
    return attachment(selected if name == "selected.csv" else remaining, f"{slug}-{number}-{name}", CSV)


@views.get("/<int:number>/lottery.json")
@staff
def record(slug: str, number: int) -> ResponseReturnValue:
    """The record of the computation, as anyone verifies it; 404 when it is for inspection only."""
    draw = queries.draw(current_assembly().id, number)
    if draw.disclosure.is_inspection:
        abort(404)
    return _record(draw)


@views.post("/<int:number>/inzage")
@registry_or_organiser
def inspect(slug: str, number: int) -> ResponseReturnValue:
    """The record that is not for everyone: a POST, because the log keeps who took it along."""
    draw = queries.draw(current_assembly().id, number)
    if files.destroyed_at(draw) is None:
        audit.record("lottery.record_inspected", draw, assembly_id=draw.assembly_id)
    return _record(draw)


def _record(draw: Draw) -> ResponseReturnValue:
    destroyed_at = files.destroyed_at(draw)
    if destroyed_at is not None:
        return render_template("lottery/draw/destroyed.html", draw=draw, destroyed_at=destroyed_at), 410
    return attachment(downloads.record(draw), f"{draw.assembly.slug}-{draw.number}-lottery.json", JSON)


@views.get("/<int:number>/<any('aankondiging', 'protocol'):paper>.pdf")
@staff
def paper(slug: str, number: int, paper: str) -> ResponseReturnValue:
    """The announcement before the draw, and the protocol after it."""
    draw = queries.draw(current_assembly().id, number)
    if draw.frozen_at is None or (paper == "protocol" and draw.concluded_at is None):
        abort(404)
    content = papers.protocol(draw) if paper == "protocol" else papers.announcement(draw)
    return attachment(content, f"{slug}-{number}-{paper}.pdf", PDF)
