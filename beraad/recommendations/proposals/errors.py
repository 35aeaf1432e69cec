"""Why a change to a proposal is refused. The class is the code; `words` has the sentences."""

from __future__ import annotations

from beraad.recommendations.errors import RecommendationError


class NothingChangedError(RecommendationError):
    """The amendment is the text itself."""


class AmendmentClosedError(RecommendationError):
    """The panel has decided about the amendment, or its text has changed."""
