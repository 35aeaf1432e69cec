"""Taking votes in: one for each panellist who is there, by their own page, on paper, or counted by two people.

A vote on one's own page is one transaction that marks the seat as handed in and raises a tally. Nothing else is
written: no row with the vote, no line in the log, no moment.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass

from sqlalchemy import select, update

from beraad.audit import service as audit
from beraad.extensions import db
from beraad.orm import insert_unless_there, rows_changed
from beraad.panel.models import Seat
from beraad.recommendations.votes import queries
from beraad.recommendations.votes.errors import (
    ClosedError,
    FileMissingError,
    MoreThanPresentError,
    NotPresentError,
    OtherWayError,
    ReadTwiceError,
    SpoiledReasonMissingError,
    UnknownCodeError,
    VotedAlreadyError,
)
from beraad.recommendations.votes.models import (
    COUNTED_BY_TWO,
    Ballot,
    Choice,
    HandCount,
    HandedIn,
    PaperBallot,
    Tally,
    VoteRound,
    Way,
)
from beraad.web.uploads import StoredFile
from beraad.web.visitor import AccountId

#: letters and digits of a code that nobody takes for another one
SIGNS = "ACDEFGHJKLMNPQRTUVWXY34679"
CODE_LENGTH = 6


@dataclass(frozen=True)
class CountData:
    """What somebody counted; see the columns of `HandCount`."""

    votes_for: int = 0
    votes_against: int = 0
    votes_blank: int = 0
    handed_out: int = 0
    declined: int = 0
    spoiled: int = 0
    spoiled_why: str = ""

    @property
    def cast(self) -> int:
        return self.votes_for + self.votes_against + self.votes_blank


def prepare(round_: VoteRound) -> None:
    """Begin a secret round with tallies of 0."""
    if round_.rule.is_secret and round_.way is Way.PAGES:
        db.session.add_all(Tally(round_id=round_.id, choice=choice, votes=0) for choice in Choice)
        db.session.flush()


def hand_in(round_: VoteRound, seat: Seat, choice: Choice) -> None:
    """Take in the vote of the panellist in `seat`.

    Raises ClosedError, OtherWayError, NotPresentError, or VotedAlreadyError; the first vote counts then.
    """
    # the one who counts waits for this vote, or this vote finds the round counted
    db.session.refresh(round_, with_for_update={"read": True, "of": VoteRound})
    if round_.way is not Way.PAGES:
        raise OtherWayError
    if round_.is_over:
        raise ClosedError
    if not queries.is_there(round_, seat):
        raise NotPresentError
    mark = {"round_id": round_.id, "seat_id": seat.id}
    if insert_unless_there(db.session(), HandedIn, **mark) is None:
        raise VotedAlreadyError
    if round_.rule.is_secret:
        mine = Tally.round_id == round_.id, Tally.choice == choice
        rows_changed(db.session, update(Tally).where(*mine).values(votes=Tally.votes + 1))
    else:
        db.session.add(Ballot(**mark, choice=choice))
        db.session.flush()


def print_ballots(round_: VoteRound, number: int) -> list[str]:
    """Make `number` ballots on paper, each with a code that says nothing about who gets it. Returns the codes.

    Raises OtherWayError, ClosedError, or MoreThanPresentError if there would be more than panellists who are there.
    """
    _require_way(round_, Way.PAPER)
    _require_not_counted(round_)
    known = {ballot.code for ballot in queries.paper(round_.id)}
    if len(known) + number > round_.eligible:
        raise MoreThanPresentError(present=round_.eligible)
    codes: set[str] = set()
    while len(codes) < number:
        code = "".join(secrets.choice(SIGNS) for _ in range(CODE_LENGTH))
        codes |= {code} - known
    db.session.add_all(PaperBallot(round_id=round_.id, code=code) for code in sorted(codes))
    db.session.flush()
    audit.record("recommendations.ballots_printed", round_, assembly_id=round_.assembly_id, number=number)
    return sorted(codes)


def read_paper(round_: VoteRound, code: str, choice: Choice, reader_id: AccountId) -> PaperBallot:
    """Write down what stands on the paper with this code, as the first or the second of two people.

    Who reads it again corrects their own reading.
    Raises OtherWayError, ClosedError, UnknownCodeError or ReadTwiceError.
    """
    _require_way(round_, Way.PAPER)
    _require_not_counted(round_)
    mine = PaperBallot.round_id == round_.id, PaperBallot.code == code.strip().upper()
    ballot = db.session.scalar(select(PaperBallot).where(*mine).with_for_update())
    if ballot is None:
        raise UnknownCodeError(code=code)
    if ballot.first is None or ballot.first_by_id == reader_id:
        ballot.first, ballot.first_by_id = choice, reader_id
    elif ballot.second is None or ballot.second_by_id == reader_id:
        ballot.second, ballot.second_by_id = choice, reader_id
    else:
        raise ReadTwiceError
    db.session.flush()
    return ballot


def write_count(round_: VoteRound, counter_id: AccountId, data: CountData, file: StoredFile | None = None) -> HandCount:
    """Write down what one of two people counted; they may correct their own number until the round is counted.

    Raises OtherWayError, ClosedError, MoreThanPresentError, SpoiledReasonMissingError or FileMissingError.
    """
    if round_.way not in COUNTED_BY_TWO | {Way.PAPER}:
        raise OtherWayError
    _require_not_counted(round_)
    present = queries.present_in(round_)
    if max(data.cast, data.handed_out) > present:
        raise MoreThanPresentError(present=present)
    if data.spoiled and not data.spoiled_why:
        raise SpoiledReasonMissingError
    if file is not None:
        round_.file_sha256, round_.file_kind = file.sha256, file.kind
    if round_.way is Way.ELSEWHERE and not round_.file_sha256:
        raise FileMissingError
    count = queries.counted_by(round_.id, counter_id) or HandCount(round_id=round_.id, account_id=counter_id)
    for name, value in asdict(data).items():
        setattr(count, name, value)
    db.session.add(count)
    db.session.flush()
    audit.record("recommendations.hands_counted", round_, assembly_id=round_.assembly_id)
    return count


def _require_way(round_: VoteRound, way: Way) -> None:
    if round_.way is not way:
        raise OtherWayError


def _require_not_counted(round_: VoteRound) -> None:
    db.session.refresh(round_, with_for_update={"of": VoteRound})
    if round_.is_counted:
        raise ClosedError
