"""The library for everyone: the groundwork first, then what the panel read that is public."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.assemblies import access
from beraad.assemblies.access import current_assembly
from beraad.materials import downloads, queries
from beraad.materials.models import DocumentId, Readers

views = Blueprint("materials_public", __name__, url_prefix="/burgerberaden/<slug>/stukken")


@views.get("")
@access.visible
def overview(slug: str) -> ResponseReturnValue:
    """All public documents."""
    rows = queries.readable(current_assembly(), Readers.PUBLIC)
    return render_template(
        "materials/public_overview.html",
        groundwork=[row for row in rows if row.is_groundwork],
        groups=queries.by_meeting(row for row in rows if not row.is_groundwork),
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
