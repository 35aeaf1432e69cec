"""How many tickets a draw has, and all that follows from it: how a number is written, typed and put in words.

A draw has a thousand tickets, numbered 000 … 999. To change that, change `TICKETS` and the words below it
here, the pages in `beraad/help/pages` (on the lottery and for the griffie), and the constraint on `draw.ticket` in a
migration. A number that is no power of ten needs another way to draw it than a ball for each digit.
"""

from __future__ import annotations

import re

from flask_babel import lazy_gettext as _l

from beraad.lottery.errors import TicketRangeError

#: equal tickets in a draw
TICKETS = 1000
#: digits of a ticket number, each drawn as a ball
WIDTH = len(str(TICKETS - 1))

#: the same numbers in words, within a sentence or at its start
SO_MANY_TICKETS = _l("duizend briefjes")
SO_MANY_TICKETS_AT_START = _l("Duizend briefjes")
THE_TICKETS = _l("de duizend briefjes")
THE_TICKETS_AT_START = _l("De duizend briefjes")
ALL_TICKETS = _l("alle duizend briefjes")
SO_MANY_DIGITS = _l("drie cijfers")
THE_DIGITS = _l("de drie cijfers")
SO_MANY_BALLS = _l("drie ballen")
SO_MANY_BALLS_AT_START = _l("Drie ballen")


def written(number: int) -> str:
    """A ticket number with all its digits: 42 is "042"."""
    return f"{number:0{WIDTH}d}"


FIRST, LAST = written(0), written(TICKETS - 1)


def parse(typed: str) -> int:
    """The number of a ticket, from exactly `WIDTH` digits and spaces. Raises TicketRangeError."""
    digits = re.sub(r"\s", "", typed)
    if not re.fullmatch(rf"[0-9]{{{WIDTH}}}", digits) or int(digits) >= TICKETS:
        raise TicketRangeError(typed=typed)
    return int(digits)
