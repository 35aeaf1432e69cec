"""What a verb can refuse. The words for people are in `forms` and the views."""

from __future__ import annotations


class MaterialError(Exception):
    """A change to a document or a request that can't be made."""


class NothingToReadError(MaterialError):
    """Neither a text nor a file."""


class NothingNewError(MaterialError):
    """The text and the file are those of the latest version."""


class ChangedMeanwhileError(MaterialError):
    """Somebody else added a version since this one was begun."""


class NothingToPublishError(MaterialError):
    """The latest version is published already."""


class ElsewhereError(MaterialError):
    """The meeting, original or owner belongs to another burgerberaad."""


class ClosedError(MaterialError):
    """The request has its answer already."""


class VersionFixedError(MaterialError):
    """A version says what it says for ever; the columns that somebody tried to change."""
