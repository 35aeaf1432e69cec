"""The page on which anyone checks the record of a lottery, or their own proof, without sending it anywhere."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from beraad.lottery.check import words as verdicts
from beraad.web.access import public

views = Blueprint("lottery_check", __name__)


@views.get("/controleren")
@public
def show() -> ResponseReturnValue:
    """A field for a file; the script does the rest in the visitor's browser."""
    return render_template("lottery/check/record.html", words=verdicts.for_script())
