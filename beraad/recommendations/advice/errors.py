"""Why a step of the advice is refused. The class is the code; `words` has the sentences."""

from __future__ import annotations

from beraad.recommendations.errors import RecommendationError


class NothingAdoptedError(RecommendationError):
    """The panel has adopted nothing."""


class UndecidedError(RecommendationError):
    """A vote is open, or what it decided is not known."""


class NotSignedOffError(RecommendationError):
    """The panel has not signed off these words."""


class FutureDayError(RecommendationError):
    """A day that has not come."""


class DocumentMissingError(RecommendationError):
    """An advice that is taken over without its document."""


class HasPanelError(RecommendationError):
    """There is a panel of this burgerberaad: it votes itself."""
