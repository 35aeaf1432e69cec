"""Who took which list as a file: written in the log."""

from __future__ import annotations

from flask import g

from beraad.audit import service as audit
from beraad.web.lists.declared import Listing
from beraad.web.lists.views import list_exported


def init_app() -> None:
    list_exported.connect(_log)


def _log(listing: Listing[object], rows: int) -> None:
    """Log it under the burgerberaad in the address, or for a list of the site itself under none."""
    assembly = g.get("assembly")
    where = assembly.id if assembly is not None else None
    audit.record("assemblies.list_exported", assembly or "", assembly_id=where, list=listing.name, rows=rows)
