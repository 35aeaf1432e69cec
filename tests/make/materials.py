"""Documents and requests."""

from __future__ import annotations

from itertools import count
from typing import Any

from beraad.assemblies.models import Assembly
from beraad.extensions import db
from beraad.materials import requests, service
from beraad.materials.models import Document, Kind, Request, RequestKind
from beraad.materials.service import Content, DocumentData
from beraad.web.uploads import StoredFile

_numbers = count(1)
#: the least that is recognised as a PDF
PDF = b"%PDF-1.7\n%%EOF\n"


def document(
    assembly: Assembly, text: str = "Een **tekst**.", file: StoredFile | None = None, draft: bool = False, **values: Any
) -> Document:
    """A document that the panel can read, unless it stays a draft."""
    defaults = {"title": f"Stuk {next(_numbers)}", "kind": Kind.EXPLANATION}
    document = service.create(assembly, DocumentData(**{**defaults, **values}), Content(text, file))
    if not draft:
        service.publish(document)
    db.session.commit()
    return document


def request(assembly: Assembly, text: str = "Hoeveel huizen staan er leeg?", asked_by_id: int | None = None) -> Request:
    """A request for a fact."""
    request = requests.ask(assembly, RequestKind.FACT, text, asked_by_id)
    db.session.commit()
    return request
