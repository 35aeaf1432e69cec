"""The library for everyone: the groundwork first, then what the panel read that is public."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies import access
from beraad.assemblies.access import current_assembly
from beraad.materials import downloads, queries
from beraad.materials.lists import readers
from beraad.materials.models import DocumentId, Readers
from beraad.web.lists.views import answer, list_page

views = Blueprint("materials_public", __name__, url_prefix="/burgerberaden/<slug>/stukken")


@views.get("")
@access.visible
@list_page
def overview(slug: str) -> ResponseReturnValue:
    """All public documents."""
    rows = queries.readable(current_assembly(), Readers.PUBLIC)
    return answer(
        readers.documents(readers.groundwork_first(rows), "materials_public.overview"),
        "materials/public_overview.html",
        groups=readers.groundwork_and_meetings,
        has_groundwork=any(row.is_groundwork for row in rows),
        stances=queries.stances(rows),
    )


@views.get("/<int:document_id>")
@access.visible
def read(slug: str, document_id: DocumentId) -> ResponseReturnValue:
    """The latest version of a public document."""
    opened = queries.opened_document(current_assembly(), document_id, Readers.PUBLIC)
    return render_template("materials/public_read.html", opened=opened, document=opened.row)


@views.get("/<int:document_id>/bestand")
@access.visible
def file(slug: str, document_id: DocumentId) -> ResponseReturnValue:
    """The file of the latest version."""
    row = queries.readable_document(current_assembly(), document_id, Readers.PUBLIC)
    return downloads.file(row.title, queries.latest_published(row))
