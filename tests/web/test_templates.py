"""Templates are dull, and a name that nobody defined is an error."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string
from jinja2 import UndefinedError


def test_an_undefined_name_raises(context: Flask) -> None:
    with context.test_request_context("/"), pytest.raises(UndefinedError, match="naam"):
        render_template_string("{{ naam }}")


def test_every_template_is_well_formed(context: Flask) -> None:
    names = [name for name in context.jinja_env.list_templates() if name.endswith((".html", ".txt"))]
    assert len(names) > 150
    for name in names:
        context.jinja_env.get_template(name)
