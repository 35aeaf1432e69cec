"""What can be wrong with an interest; the words are in `forms`."""

from __future__ import annotations


class InterestExistsError(Exception):
    """The map has this interest already."""
