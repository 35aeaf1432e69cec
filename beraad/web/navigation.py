"""The menus: each domain adds its entries, the layout shows those that the visitor may open."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for

from beraad.web import access


@dataclass(frozen=True)
class Entry:
    """One entry of a menu. `label` is a lazy message; `order` sorts the entries of a menu."""

    #: "site" (top of every page), "staff", "panel" or "public" (the menu of one burgerberaad, for that audience),
    #: "sign_up" (links on the visitor's own sign-up)
    menu: str
    label: Any
    endpoint: str
    order: int
    #: endpoint of the entry below which this one is shown, once one of the two is open; empty at the top
    under: str = ""

    def address(self) -> str:
        """Where it leads; the menus of a burgerberaad stay inside the one in the current address."""
        values = request.view_args or {}
        return url_for(self.endpoint, **({"slug": values["slug"]} if self.menu not in ("site", "sign_up") else {}))


def add(app: Flask, *entries: Entry) -> None:
    """Add `entries` to the menus of `app`."""
    app.extensions.setdefault("navigation", []).extend(entries)


def entries(menu: str, roles: Iterable[Hashable] = ()) -> list[dict[str, Any]]:
    """The entries of `menu` that `roles` may open, in order: label, url, current, and those `below`.

    An entry that they may not open is replaced by the first one below it that they may.
    """
    shown = _open_to(menu, roles)
    addresses = [entry.address() for entry in shown]
    longest = max((address for address in addresses if _leads_here(address)), key=len, default=None)
    heads: dict[str, dict[str, Any]] = {}
    for entry, address in zip(shown, addresses, strict=True):
        item = {"label": entry.label, "url": address, "current": address == longest, "below": []}
        head = heads.setdefault(entry.under or entry.endpoint, item)
        if head is not item:
            head["below"].append(item)
    return list(heads.values())


def first_page(menu: str, slug: str, roles: Iterable[Hashable]) -> str:
    """Address of the first page of `menu` that `roles` may open in a burgerberaad; empty if there is none."""
    shown = _open_to(menu, roles)
    return url_for(shown[0].endpoint, slug=slug) if shown else ""


def _open_to(menu: str, roles: Iterable[Hashable]) -> list[Entry]:
    """The entries of `menu` that `roles` may open, in order."""
    held = frozenset(roles)
    entries = [entry for entry in current_app.extensions.get("navigation", []) if entry.menu == menu]
    return sorted((entry for entry in entries if may_open(entry.endpoint, held)), key=lambda entry: entry.order)


def _leads_here(address: str) -> bool:
    """Whether the current page is at `address` or below it."""
    return request.path == address or request.path.startswith(address.rstrip("/") + "/")


def may_open(endpoint: str, roles: frozenset[Hashable]) -> bool:
    """Whether `roles` in a burgerberaad may open `endpoint`; links to other pages are left out."""
    declared = access.declared(current_app.view_functions[endpoint])
    return declared is not None and declared.offered() and (not declared.roles or bool(declared.roles & roles))


def link(app: Flask, name: str, endpoint: str) -> None:
    """Tell the layout where a page is that every page links to: "sign_in", "sign_out", "account", "privacy", …"""
    app.extensions.setdefault("links", {})[name] = endpoint


def links() -> dict[str, str]:
    """Name → address of the pages that every page links to."""
    return {name: url_for(endpoint) for name, endpoint in current_app.extensions.get("links", {}).items()}


def init_app(app: Flask) -> None:
    app.context_processor(lambda: {"menu": entries, "links": links()})
