"""Why terms are refused; `words.py` has the sentences."""

from __future__ import annotations

from datetime import date

from beraad.web.refusals import Refusal


class TermError(Refusal):
    """A term that is not possible."""


class TermContradictedError(TermError):
    """The commissioner promised an answer by `day`, and this day is later."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class TermNotLaterError(TermError):
    """An extension leads to a later day."""


class TermMetError(TermError):
    """It was done already."""
