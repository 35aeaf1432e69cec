"""What can go wrong in recruitment; the class says what, forms and commands put it into words."""

from __future__ import annotations


class RecruitmentError(Exception):
    """A change that cannot be made as things are now."""


class FeaturesInUseError(RecruitmentError):
    """The features have been answered already; they can no longer be taken away or renamed."""

    def __init__(self, answered: int) -> None:
        self.answered = answered
        super().__init__(f"{answered} people have answered the features already")


class UnknownAnswerError(RecruitmentError):
    """A feature without an answer, or an answer that is not one of the feature's."""

    def __init__(self, feature: str, value: str) -> None:
        self.feature = feature
        self.value = value
        super().__init__(f"feature {feature!r} has no answer {value!r}")


class AlreadySignedUpError(RecruitmentError):
    """There is a sign-up with this letter already."""


class SignUpClosedError(RecruitmentError):
    """Residents cannot sign up, change or withdraw now."""
