"""What panellists read. Who reads what is not recorded."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from beraad.accounts.access import require_account
from beraad.assemblies import access
from beraad.assemblies.access import current_assembly
from beraad.materials import downloads, queries
from beraad.materials.models import DocumentId, Readers
from beraad.meetings import queries_attendance

views = Blueprint("materials_panel", __name__, url_prefix="/panel/<slug>/stukken")


@views.get("")
@access.panellists
def overview(slug: str) -> ResponseReturnValue:
    """Everything to read, by meeting or by theme; a part of the title narrows it."""
    title = request.args.get("zoek", "").strip()[:200]
    by_theme = request.args.get("volgens") == "thema"
    rows = queries.readable(current_assembly(), Readers.PANEL, title)
    return render_template(
        "materials/panel_overview.html",
        groups=queries.by_theme(rows) if by_theme else queries.by_meeting(rows),
        stances=queries.stances(rows),
        by_theme=by_theme,
        title_part=title,
        missed=queries_attendance.missed(current_assembly(), require_account().id),
    )


@views.get("/<int:document_id>")
@access.panellists
def read(slug: str, document_id: DocumentId) -> ResponseReturnValue:
    """The latest version of a document."""
    opened = queries.opened_document(current_assembly(), document_id, Readers.PANEL)
    versions = queries.versions(opened.row.id, published_only=True)
    return render_template("materials/panel_read.html", opened=opened, document=opened.row, versions=versions)


@views.get("/<int:document_id>/versies/<int:number>")
@access.panellists
def version(slug: str, document_id: DocumentId, number: int) -> ResponseReturnValue:
    """An older version of a document."""
    row = queries.readable_document(current_assembly(), document_id, Readers.PANEL)
    reading = queries.reading(queries.version(row.id, number, published_only=True))
    return render_template("materials/panel_version.html", document=row, reading=reading)


@views.get("/<int:document_id>/versies/<int:number>/bestand")
@access.panellists
def file(slug: str, document_id: DocumentId, number: int) -> ResponseReturnValue:
    """The file of a version."""
    row = queries.readable_document(current_assembly(), document_id, Readers.PANEL)
    return downloads.file(row.title, queries.version(row.id, number, published_only=True))
