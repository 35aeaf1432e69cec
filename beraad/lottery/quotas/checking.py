"""Whether a panel is possible now; if not, the smallest changes of quotas that make one, to choose from."""

from __future__ import annotations

from dataclasses import dataclass, replace

from beraad.assemblies.models import Assembly
from beraad.lottery import engine_check
from beraad.lottery.errors import LotteryError, WayGoneError
from beraad.lottery.frozen import disclosure, freezing
from beraad.lottery.quotas import service as quotas
from beraad.lottery.snapshot import sha256
from beraad.web import edge


@dataclass(frozen=True)
class Checked:
    """The answer, or the reason why it can't be given yet."""

    feasibility: engine_check.Feasibility | None = None
    error: LotteryError | None = None
    #: hash of the pool and quotas that were checked
    sha256: str = ""


def check(assembly: Assembly) -> Checked:
    """Check the pool and quotas of this moment."""
    try:
        snapshot = freezing.collect(assembly)
    except LotteryError as error:
        return Checked(error=error)
    answer = engine_check.check(snapshot)
    code, params = disclosure.why_not(assembly, answer.code, answer.params)
    return Checked(replace(answer, code=code, params=params), sha256=sha256(snapshot.to_bytes()))


def accept_changes(assembly: Assembly, key: str, reason: str) -> int:
    """Make the changes with this key, if the check still offers them, in a view that `reads_first`.

    Returns how many quotas changed. Raises `WayGoneError` if it doesn't, or the `LotteryError` for which the check
    can't be made.
    """
    checked = check(assembly)
    if checked.error is not None:
        raise checked.error
    assert checked.feasibility is not None
    way = next((way for way in checked.feasibility.ways if way.key == key), None)
    if way is None:
        raise WayGoneError
    edge.start_writing()
    if sha256(freezing.collect(assembly).to_bytes()) != checked.sha256:
        edge.read_on()
        raise WayGoneError
    new = {(change.feature, change.answer): (change.new_low, change.new_high) for change in way.changes}
    return quotas.move_quotas(assembly, new, reason)
