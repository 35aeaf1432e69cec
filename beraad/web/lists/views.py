"""What a view with a list does."""

from __future__ import annotations

from typing import Any, TypeVar

from blinker import Namespace
from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from beraad.web import edge
from beraad.web.access import View
from beraad.web.lists import asked, files
from beraad.web.lists.asked import Asked
from beraad.web.lists.declared import Listing
from beraad.web.lists.shown import ShownList, show

T = TypeVar("T")
_signals = Namespace()
#: somebody took a list as a file: sent with the listing; keyword argument `rows`, how many
list_exported = _signals.signal("list-exported")


def list_page(view: View) -> View:
    """Mark a view that answers with a list. Its POST searches, which changes nothing, or takes a file, which is logged.

    A test walks every such view.
    """
    view.shows_list = True  # type: ignore[attr-defined]
    return edge.reads_first(view)


def answer(listing: Listing[Any], template: str, **context: Any) -> ResponseReturnValue:
    """The page with the list as `listing`; or the file, or the way to what was searched for."""
    kind = request.values.get(asked.FILE, "")
    if kind in files.KINDS and listing.exported and (listing.is_public or request.method == "POST"):
        return _file(listing, asked.read(listing), kind)
    if request.method == "POST":
        wanted = asked.read_form(listing)
        asked.remember(listing, wanted.words)
        return redirect(asked.address(listing, wanted), 303)
    return render_template(template, listing=shown(listing), **context)


def shown(listing: Listing[T]) -> ShownList[T]:
    """The list as the template sees it, for the page of a form on which a list stands too."""
    return show(listing, asked.read(listing))


def _file(listing: Listing[Any], wanted: Asked, kind: str) -> ResponseReturnValue:
    file, written = files.download(listing, wanted, kind)
    if not listing.is_public:
        edge.start_writing()
        list_exported.send(listing, rows=written)
    return file
