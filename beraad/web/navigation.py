"""The menus: each domain adds its entries, the layout shows those that the visitor may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for

from beraad.web import access


@dataclass(frozen=True)
class Entry:
    """One entry of a menu. `label` is a lazy message; `order` sorts the entries of a menu."""

    #: "site" (top of every page), "staff", "panel" or "public" (the menu of one burgerberaad, for that audience)
    menu: str
    label: Any
    endpoint: str
    order: int

    def view(self) -> dict[str, Any]:
        values = request.view_args or {}
        url = url_for(self.endpoint, **({"slug": values["slug"]} if self.menu != "site" else {}))
        domain = self.endpoint.rpartition(".")[0]
        is_current = (request.endpoint or "").rpartition(".")[0] == domain or url == request.path
        return {"label": self.label, "url": url, "current": is_current}


def add(app: Flask, *entries: Entry) -> None:
    """Add `entries` to the menus of `app`."""
    app.extensions.setdefault("navigation", []).extend(entries)


def entries(menu: str, roles: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The entries of `menu` that somebody with `roles` may open, in order: label, url, current."""
    return [entry.view() for entry in _open_entries(menu, roles)]


def first_page(menu: str, slug: str, roles: Iterable[str]) -> str:
    """Address of the first page of `menu` that somebody with `roles` may open in a burgerberaad; empty without one."""
    found = _open_entries(menu, roles)
    return url_for(found[0].endpoint, slug=slug) if found else ""


def _open_entries(menu: str, roles: Iterable[str]) -> list[Entry]:
    held = frozenset(roles)
    found = [entry for entry in current_app.extensions.get("navigation", []) if entry.menu == menu]
    return sorted((entry for entry in found if _may_open(entry, held)), key=lambda entry: entry.order)


def _may_open(entry: Entry, roles: frozenset[str]) -> bool:
    declared = access.declared(current_app.view_functions[entry.endpoint])
    return declared is not None and declared.offered() and (not declared.roles or bool(declared.roles & roles))


def link(app: Flask, name: str, endpoint: str) -> None:
    """Tell the layout where a page is that every page links to: "sign_in", "sign_out", "account", "privacy", …"""
    app.extensions.setdefault("links", {})[name] = endpoint


def links() -> dict[str, str]:
    """Name → address of the pages that every page links to."""
    return {name: url_for(endpoint) for name, endpoint in current_app.extensions.get("links", {}).items()}


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"menu": entries, "links": links()})
