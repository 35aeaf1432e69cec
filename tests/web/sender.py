"""Sends forms of the demonstration as a visitor, filled in."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask, g
from werkzeug.test import TestResponse

from beraad.web.sending import once
from tests.pages import flatten
from tests.visitors import NOBODY, Caller, account
from tests.web.filling import answers


class Sender(Caller):
    """A visitor who fills in whatever form there is."""

    def __init__(self, app: Flask, visitor: str) -> None:
        super().__init__(app, visitor)
        with app.test_request_context(), app.app_context():
            g.account = None if visitor == NOBODY else account(visitor)
            self.bare = {"csrf_token": self._token, "form_key": once.form_key()}

    def form(self, path: str) -> Tag | None:
        """The form at `path` that is sent to `path`, or None."""
        page = BeautifulSoup(self.send("GET", path).get_data(as_text=True), "html.parser")
        own = [form for form in page.select("main form[method=post]") if form.get("action", path) == path]
        return own[0] if own else None

    def data_for(self, path: str) -> dict[str, Any]:
        """What is in the form that posts to `path`; its token and key alone if it is a button on another page."""
        form = self.form(path)
        return flatten(answers(form)) if form else self.bare

    def post(self, path: str, data: dict[str, Any]) -> TestResponse:
        with self.client.session_transaction() as session:
            session.clear()
            session.update(self._cookie)
        return self.client.open(path, method="POST", data=data, buffered=True)
