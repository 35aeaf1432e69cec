"""What panellists read. Who reads what is not recorded."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.accounts.access import require_account
from beraad.assemblies import access
from beraad.assemblies.access import current_assembly
from beraad.materials import downloads, queries
from beraad.materials.lists import readers
from beraad.materials.models import DocumentId, Readers
from beraad.meetings import queries_attendance
from beraad.web.lists.views import answer, list_page

views = Blueprint("materials_panel", __name__, url_prefix="/panel/<slug>/stukken")


@views.get("")
@access.panellists
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """Everything to read, by meeting."""
    rows = queries.readable(current_assembly(), Readers.PANEL)
    return answer(
        readers.documents(rows, "materials_panel.overview"),
        "materials/panel_overview.html",
        groups=readers.by_meeting,
        stances=queries.stances(rows),
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
