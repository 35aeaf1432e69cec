"""Why a verb refuses. The class is the code; `words.py` has the sentences, `forms.py` the fields."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class MaterialError(Refusal):
    """A change to a document or a request that is not possible."""


class NothingToReadError(MaterialError):
    """Neither a text nor a file."""


class NothingNewError(MaterialError):
    """The text and the file are those of the latest version."""


class ChangedMeanwhileError(MaterialError):
    """Somebody else added a version since this one was begun."""


class NothingToPublishError(MaterialError):
    """The latest version is published already."""


class NothingToWithdrawError(MaterialError):
    """Readers do not see the document."""


class ClosedError(MaterialError):
    """The request has its answer already."""


class ElsewhereError(LookupError):
    """The meeting, original or owner belongs to another burgerberaad. No form offers it, so it is not a refusal."""


class VersionFixedError(RuntimeError):
    """A version never changes what it says; `columns` are those that would have changed."""
