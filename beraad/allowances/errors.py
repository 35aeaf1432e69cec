"""Why a verb refuses. The class is the code; `words.py` has the sentences."""

from __future__ import annotations

from beraad.web.refusals import Refusal


class AllowanceError(Refusal):
    """A step that is not possible now."""


class NotPresentError(AllowanceError):
    """Travel costs are for a meeting at which the panellist was noted as present."""


class SettledError(AllowanceError):
    """These travel costs are on a payment list already."""


class TravelNotPaidError(AllowanceError):
    """The scheme does not pay travel costs in this way."""


class NothingDueError(AllowanceError):
    """There is nobody to pay now."""


class WrongStateError(AllowanceError):
    """The list is not in the state that this step needs."""


class SameOfficialError(AllowanceError):
    """The account that drew up the list can't approve it."""


class StaleListError(AllowanceError):
    """Attendance or a claim changed after the list was drawn up."""


class AccountChangedError(AllowanceError):
    """A bank account on the list is another one than was approved."""


class AccountMissingError(AllowanceError):
    """Somebody on the list no longer has a bank account."""
