"""Why a verb refuses. The class is the code; `words.py` has the sentences, `forms.py` the fields."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class RecommendationError(Refusal):
    """A change to a recommendation that is not possible."""


class LockedError(RecommendationError):
    """The panel has voted, so the text no longer changes."""


class NotAdoptedError(RecommendationError):
    """There is no vote yet, or the panel voted it down: nothing to answer or follow."""


class NotHandedOverError(RecommendationError):
    """The advice has not been handed over yet."""


class HandedOverAlreadyError(RecommendationError):
    """The advice has been handed over: the panel decides no more about it."""


class DatesOutOfOrderError(RecommendationError):
    """The later day lies before the earlier one."""


class FutureDayError(RecommendationError):
    """Something is said to have happened on a day that is still to come."""


class PastDayError(RecommendationError):
    """Something is planned for a day that is over."""


class FourEyesError(RecommendationError):
    """Whoever wrote on a response, at any time while it was a draft, can't publish it."""


class NotDecidedError(RecommendationError):
    """Nobody who may decide has signed the response, and no decision has been checked."""


class DecidedError(RecommendationError):
    """This text has been decided on already."""


class NotRecordedError(RecommendationError):
    """There is no decision to check."""


class OwnRecordError(RecommendationError):
    """Whoever recorded a decision can't check it."""


class PublishedError(RecommendationError):
    """A published response does not change; it is followed by a new version."""


class IncompleteResponseError(RecommendationError):
    """The decision needs more than was filled in; `fields` are the names of what is missing."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class StepNotPossibleError(RecommendationError):
    """This execution status cannot follow the one before it."""


class EvidenceMissingError(RecommendationError):
    """Done and closed need a piece of evidence of which we keep a copy."""


class NextStepMissingError(RecommendationError):
    """Work that goes on, or is to, needs a next step with a date."""


class BodyMissingError(RecommendationError):
    """Stopped needs the body that stopped it."""


class EffectMissingError(RecommendationError):
    """Evaluated needs what was expected and what was observed."""


class PartlyDoneError(RecommendationError):
    """What is done in part is not done."""


class NotYoursError(RecommendationError):
    """Somebody with this role can't report this."""


class OwnReportError(RecommendationError):
    """Whoever reported that something is done can't confirm it."""


class ConfirmedError(RecommendationError):
    """There is nothing to confirm about this update."""


class AnsweredError(RecommendationError):
    """There is a formal response, so the panel can no longer withdraw."""
