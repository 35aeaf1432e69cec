"""Why a step with quotas or a draw is refused. The class is the code; `words.py` has the sentences."""

from __future__ import annotations

from typing import Any

from beraad.web.refusals import Refusal


class LotteryError(Refusal):
    """A step that can't be taken now. The class names the reason, `params` its particulars, ready for JSON."""

    def __init__(self, **params: Any) -> None:
        super().__init__(type(self).__name__, params, **params)


class BoundsError(LotteryError):
    """A minimum lies above its maximum, or a flex bound inside its quota. `feature`, `answer`."""


class PairError(LotteryError):
    """Two features that can't have quotas together: the same one twice, or one about special personal data."""


class ReasonNeededError(LotteryError):
    """A change of an existing quota, or a draw that ends, came without its reason."""


class NewDrawReasonError(ReasonNeededError):
    """A real draw was held or begun before, and the new one came without its reason."""


class QuotaFileError(LotteryError):
    """The file with quotas can't be used. `code` of the engine, and its particulars: file, row, column, cell."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        super().__init__(**params)


class DropoutFileError(QuotaFileError):
    """The file with factors for drop-out can't be used; code and particulars as for quotas."""


class WayGoneError(LotteryError):
    """The change of quotas that was chosen is not offered any more: pool, quotas or seats are others now."""


class ProposalOldError(LotteryError):
    """There is no proposal for a draw of more people, or it is about another pool, other quotas or other seats."""


class StatisticsFileError(LotteryError):
    """The file is no table of population figures that can be used. `reason`: a code of `words.STATISTICS`."""


class QuotasMissingError(LotteryError):
    """An answer has no quota yet. `feature`, `answer`."""


class AgesWrongError(LotteryError):
    """People whose age contradicts their year of birth or the register. `count` of them, `people`: some pool ids."""


class PoolEmptyError(LotteryError):
    """There is nobody to draw from."""


class PoolAnswerError(LotteryError):
    """Somebody in the pool gave an answer that has no quota. `feature`, `answer`."""


class ColumnUnknownError(LotteryError):
    """A column that should say who live together, and that nobody in the pool has. `column`."""


class PoolChangedError(LotteryError):
    """Pool, quotas or seats are no longer what the first official proposed."""


class SignUpOpenError(LotteryError):
    """Residents can still sign up. `day`: the last one, in ISO form; or `phase`, which has not ended."""


class DoublesError(LotteryError):
    """Sign-ups that look alike were not judged yet. `count`."""


class ListChangedError(LotteryError):
    """The list that is stored is not the one that was frozen and announced."""


class DigitsFixedError(LotteryError):
    """Other digits than before for the same list, by the official who typed those."""


class SecondNeededError(LotteryError):
    """What is public ends only by two officials."""


class SamePersonError(LotteryError):
    """The second official is the first one."""


class WrongStateError(LotteryError):
    """The draw is not in the state that this step asks. `state`."""


class OpenDrawError(LotteryError):
    """Another real draw is under way, or has been held and is valid. `number`."""


class NumberEarlyError(LotteryError):
    """The announced moment of the draw has not come. `moment`, in ISO form."""


class TicketRangeError(LotteryError):
    """Not a ticket number with all its digits. `typed`."""


class TicketDiffersError(LotteryError):
    """The second official typed another number than the first; both have to look again."""


class DigitsError(LotteryError):
    """Not ten digits. `typed`."""


class BeaconError(LotteryError):
    """The drand round can't be used. `reason`: a code of `words.BEACON`; `round` that was announced, `typed`."""


class MomentPastError(LotteryError):
    """The moment of the draw lies in the past."""


class TooSoonError(LotteryError):
    """The frozen pool has not been public long enough, and no reason was recorded. `hours`."""


class ClockError(LotteryError):
    """The clock of this computer runs behind what was written earlier."""


class NoPanelError(LotteryError):
    """No panel meets all quotas. `reason`: the engine's code, with its particulars."""


class ComputationError(LotteryError):
    """The engine could not finish. `code`, `detail`."""


class CancelledError(LotteryError):
    """Somebody asked the computation to stop."""


class RecordError(LotteryError):
    """The engine's record did not survive its own verification. `detail`."""
