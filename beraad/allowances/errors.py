"""Why a step with an allowance is refused. The class is the code; `words.py` puts it in a sentence."""

from __future__ import annotations


class AllowanceError(Exception):
    """A step that can't be taken now; nothing was changed."""


class NotPresentError(AllowanceError):
    """Travel costs are for a meeting at which the panellist was noted as present."""


class SettledError(AllowanceError):
    """These travel costs stand on a payment list already."""


class TravelNotPaidError(AllowanceError):
    """The scheme does not pay travel costs in this way."""


class NothingDueError(AllowanceError):
    """There is nobody to pay now."""


class WrongStateError(AllowanceError):
    """The list is not in the state that this step asks."""


class SameOfficialError(AllowanceError):
    """Whoever drew up the list does not approve it."""


class StaleListError(AllowanceError):
    """Attendance or a claim changed after the list was drawn up."""


class AccountMissingError(AllowanceError):
    """Somebody on the list has no bank account any more."""
