"""Why a verb refuses. The class is the code; `words.py` has the sentences, `forms.py` the fields."""

from __future__ import annotations

from datetime import date

from beraad.web.refusals import Refusal


class AssemblyError(Refusal):
    """A change to a burgerberaad that is not possible."""


class SlugTakenError(AssemblyError):
    """Another burgerberaad has this name in its address."""


class SlugUnusableError(AssemblyError):
    """Not lower case letters, digits and single hyphens, too long, or a word that our own addresses use."""


class SlugFixedError(AssemblyError):
    """The burgerberaad is public: letters and links with its address are in use."""


class DatesOutOfOrderError(AssemblyError):
    """`later` lies before `earlier`; both are names of fields of `service.DatesData`."""

    def __init__(self, earlier: str, later: str) -> None:
        super().__init__(f"{later} before {earlier}")
        self.earlier = earlier
        self.later = later


class NotReadyError(AssemblyError):
    """Something that has to be there first is missing; `gaps` are codes."""

    def __init__(self, gaps: list[str]) -> None:
        super().__init__(", ".join(gaps))
        self.gaps = gaps


class NotPublishableError(NotReadyError):
    """The page can't be public yet; `gaps` are codes of `gates.Gap`."""


class RunsBackError(AssemblyError):
    """People were drawn, or are about to be, from those who signed up: sign-up does not begin again."""


class SignUpRunsError(AssemblyError):
    """People were promised that they can sign up until `day`."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class NoGoError(AssemblyError):
    """It was decided not to go on."""


class DechargeMissingError(AssemblyError):
    """There is no decharge yet, or something open has no new owner."""


class PageStandsError(AssemblyError):
    """A draw stands: the page goes by a change that two people decide about, with a reason in its place."""


class GapsLeftError(NotReadyError):
    """The next phase still misses something; `gaps` are codes of `gates.Gap`."""


class PlanIncompleteError(NotReadyError):
    """The participatieplan can't be approved yet; `gaps` are names of parts, and "room"."""


class PlanApprovedError(AssemblyError):
    """An approved version of the plan does not change."""


class NoQuestionError(AssemblyError):
    """There is no question yet to check."""


class FeaturesInUseError(AssemblyError):
    """People have answered these features already; the change would leave their answers without a meaning."""


class NameTakenError(AssemblyError):
    """A feature called `name` is there already."""


class AnswerTwiceError(AssemblyError):
    """Two answers to one feature are called `name`, but for capitals."""


class LastAdministratorError(AssemblyError):
    """Without this role nobody could grant roles any more."""


class SelfGrantError(AssemblyError):
    """Nobody gives themself a role."""


class VersionFixedError(AssemblyError):
    """A version of what was promised never changes."""


class PromiseBindsError(AssemblyError):
    """People count on it already: a change takes a reason and a second person, see `promises.changing`."""


class StaysPublicError(NotReadyError):
    """The page is public, and would lack what it has to have; `gaps` are codes of `gates.Gap`."""


class DrawStandsError(AssemblyError):
    """A draw stands: with these seats, among those who signed up in time."""


class ChangeSettledError(AssemblyError):
    """This change was made already, or did not go ahead."""


class ReasonMissingError(AssemblyError):
    """Nobody has said yet why the promise changes."""


class NotSpellingError(AssemblyError):
    """More than the spelling changes."""


class DecisionMissingError(AssemblyError):
    """A change that binds a body names the body, its decision and the day."""


class BodyMissingError(AssemblyError):
    """Neither of the two people who decide speaks for the body that is bound."""


class NoPlanError(AssemblyError):
    """No participatieplan was approved yet, so there is nothing to deviate from."""
