"""What every page does that opens a round: choose the meeting, open it, tell the panel."""

from __future__ import annotations

from flask import flash
from flask_babel import format_datetime
from flask_babel import gettext as _

from beraad.assemblies.access import current_assembly
from beraad.meetings.models import Meeting
from beraad.recommendations import queries as recommendations
from beraad.recommendations.models import Recommendation
from beraad.recommendations.votes import casting, notices, service
from beraad.recommendations.votes.models import VoteRound, Way


def opened(recommendation: Recommendation | None, meeting: Meeting, data: service.RoundData) -> VoteRound:
    """Open a round, ready to take votes in."""
    round_ = service.open_round(current_assembly(), recommendation, meeting, data)
    casting.prepare(round_)
    return round_


def announce(rounds: list[VoteRound]) -> None:
    """Say that these are open, to the panel too if it votes on its own pages."""
    if rounds[0].way is Way.PAGES:
        notices.opened(current_assembly(), rounds)
    flash(_("De stemming is open: %(count)s.", count=len(rounds)), "success")


def meetings() -> dict[int, Meeting]:
    """Returns the meetings among which one is chosen, by key."""
    return {meeting.id: meeting for meeting in recommendations.meetings(current_assembly())}


def named(known: dict[int, Meeting]) -> list[tuple[int, str]]:
    """Returns them as they are offered: key, and number, title and day."""
    return [
        (key, f"{meeting.number}. {meeting.title} ({format_datetime(meeting.starts_at, 'd MMMM yyyy')})")
        for key, meeting in known.items()
    ]
