"""What recruitment asks of the domains above it, without knowing them, and what it tells.

A receiver is connected in the `setup.init_app` of its own domain and gets the `Assembly` as sender.
"""

from __future__ import annotations

from blinker import Namespace

from beraad.recruitment.models.registration import Registration

_signals = Namespace()

#: "where is this person's own page?"; the sender is a `Registration` (without a number for an example), the answer text
own_page_wanted = _signals.signal("own-page-wanted")
#: "on which days does the panel meet?"; a receiver answers with the days that are in the programme
meeting_days_wanted = _signals.signal("meeting-days-wanted")
#: somebody came into the pool, left it or changed an answer; the sender is the number of the burgerberaad
pool_changed = _signals.signal("pool-changed")


def own_page(person: Registration) -> str:
    """Where this person's own page is, in words for a message; empty when nobody knows."""
    answers = [answer for _receiver, answer in own_page_wanted.send(person) if answer]
    return answers[0] if answers else ""
