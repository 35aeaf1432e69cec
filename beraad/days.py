"""Days as people in the Netherlands count them: a day begins at midnight there, whatever clock the machine keeps.

Moments are kept in UTC (`orm.Moment`); which day that is, what "today" means and when a day begins is asked here alone.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from beraad.orm import now

TIME_ZONE = "Europe/Amsterdam"
ZONE = ZoneInfo(TIME_ZONE)
#: no text message leaves between these hours
QUIET_FROM, QUIET_UNTIL = time(21), time(8)


def today() -> date:
    """This day, in the Netherlands."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day in the Netherlands on which an aware `moment` falls."""
    return moment.astimezone(ZONE).date()


def is_quiet(moment: datetime) -> bool:
    """Whether nobody's telephone should make a sound at this moment: from nine in the evening to eight."""
    hour = moment.astimezone(ZONE).time()
    return hour >= QUIET_FROM or hour < QUIET_UNTIL


def end_of_quiet(moment: datetime) -> datetime:
    """The first moment from `moment` on that is not quiet."""
    if not is_quiet(moment):
        return moment
    local = moment.astimezone(ZONE)
    day = local.date() if local.time() < QUIET_UNTIL else local.date() + timedelta(days=1)
    return morning_of(day)


def morning_of(day: date) -> datetime:
    """The moment at which the quiet of the night ends on `day`."""
    return datetime.combine(day, QUIET_UNTIL, ZONE)


def start_of(day: date) -> datetime:
    """The moment at which `day` begins in the Netherlands."""
    return datetime.combine(day, time(), ZONE)
