"""Closed unless opened: each route says who may use it, and a route that says nothing does not register.

A domain declares with a decorator directly under the route:

    @views.get("/hoe-werkt-het")
    @access.public
    def how_it_works(): ...
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request

View = TypeVar("View", bound=Callable[..., Any])


class UndeclaredAccessError(Exception):
    """A route was added whose view does not say who may use it."""


@dataclass(frozen=True)
class Access:
    """Who may use a route."""

    #: short name, read by the test that walks all routes
    name: str
    #: called with the values in the address before the view; aborts when the visitor may not pass
    check: Callable[[Mapping[str, Any]], None]
    #: roles that pass, for routes inside a burgerberaad
    roles: frozenset[Hashable] = frozenset()
    #: the answer concerns a person or is not for everyone: not stored by browsers and proxies, not indexed
    personal: bool = True
    #: whether menus show this visitor the way to such a route, as far as that doesn't follow from `roles`
    offered: Callable[[], bool] = lambda: True

    def __call__(self, view: View) -> View:
        view.access = self  # type: ignore[attr-defined]
        return view


def _anyone(_values: Mapping[str, Any]) -> None:
    return None


#: for everyone, and the same for everyone
public = Access("public", _anyone, personal=False)
#: for everyone who holds a secret that the view itself checks: a letter code, a link, a cookie made from one
holder = Access("holder", _anyone)


def declared(view: Callable[..., Any]) -> Access | None:
    """The access that `view` declares, if it does."""
    access = getattr(view, "access", None)
    return access if isinstance(access, Access) else None


def require_declared(rule: str, view: Callable[..., Any]) -> None:
    """Raise `UndeclaredAccessError` when `view` says nothing about who may use it."""
    if declared(view) is None:
        raise UndeclaredAccessError(
            f"{rule} ({view.__module__}.{view.__name__}) declares no access; put an Access decorator under the route"
        )


def current() -> Access | None:
    """The access of the route that this request uses; None for an address that no route answers."""
    view = current_app.view_functions.get(request.endpoint or "")
    return declared(view) if view is not None else None


def enforce() -> None:
    """Before each request: let the declared access decide."""
    access = current()
    if access is not None:
        access.check(request.view_args or {})


def init_app(app: Flask) -> None:
    app.before_request(enforce)
