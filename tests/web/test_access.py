"""Closed unless opened."""

import pytest
from flask import Blueprint

from beraad.web import access
from beraad.web.edge import EdgeFlask


def test_a_route_that_declares_no_access_does_not_register() -> None:
    app = EdgeFlask("beraad", static_folder=None)
    with pytest.raises(access.UndeclaredAccessError, match="/open"):

        @app.get("/open")
        def view() -> str:
            return ""


def test_a_route_of_a_blueprint_that_declares_no_access_does_not_register() -> None:
    app = EdgeFlask("beraad", static_folder=None)
    views = Blueprint("views", __name__)

    @views.get("/open")
    def view() -> str:
        return ""

    with pytest.raises(access.UndeclaredAccessError):
        app.register_blueprint(views)


def test_a_route_that_declares_access_registers() -> None:
    app = EdgeFlask("beraad", static_folder=None)

    @app.get("/open")
    @access.public
    def view() -> str:
        return "open"

    assert app.test_client().get("/open").text == "open"
