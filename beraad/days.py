"""Days as people in the Netherlands count them: a day begins at midnight there, whatever clock the machine keeps.

Moments are kept in UTC (`orm.Moment`); which day that is, what "today" means and when a day begins is asked here alone.
"""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from beraad.orm import now

TIME_ZONE = "Europe/Amsterdam"
ZONE = ZoneInfo(TIME_ZONE)


def today() -> date:
    """This day, in the Netherlands."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in the Netherlands on which an aware `moment` falls."""
    return moment.astimezone(ZONE).date()


def start_of(day: date) -> datetime:
    """The moment at which `day` begins in the Netherlands."""
    return datetime.combine(day, time(), ZONE)
