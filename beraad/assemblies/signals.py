"""What the layers above can tell about a burgerberaad, without being known here.

A receiver is connected in the `setup.init_app` of its own domain and gets the `Assembly` as sender.
"""

from __future__ import annotations

from blinker import Namespace

from beraad.assemblies.models import Assembly

_signals = Namespace()

#: "does anything depend on the features of this burgerberaad?"; a receiver answers True when it holds answers to them
features_in_use = _signals.signal("features-in-use")

#: "this burgerberaad is in another phase now"; a receiver gets `phase`, the `Phase` that it entered
phase_entered = _signals.signal("phase-entered")
#: somebody was given a role; sent inside the transaction, with the `Membership` as sender
role_granted = _signals.signal("role-granted")
#: what was promised has changed; sent inside the transaction, with the `PromiseChange` as sender
promise_changed = _signals.signal("promise-changed")
#: "does a draw of yours stand?"; a receiver answers True from the moment that its list is fixed
draw_stands = _signals.signal("draw-stands")
#: "what is not done yet with you?"; a receiver answers with pairs of a key and what it is
open_items_wanted = _signals.signal("open-items-wanted")
#: "how many people signed up, counting on what you promised?"; a receiver answers with their number
people_promised_wanted = _signals.signal("people-promised")
#: "which days of yours come?"; a receiver gets `day`, today, and answers with (what it is, when) from then on
coming_days_wanted = _signals.signal("coming-days-wanted")
#: "which papers of yours are read before this meeting?"; a receiver gets `meeting_id`, and `is_panel` for a panellist
#: who looks; it answers with (title, address) in the order in which they are read
papers_wanted = _signals.signal("papers-wanted")


def papers(assembly: Assembly, meeting_id: int, is_panel: bool) -> list[tuple[str, str]]:
    """Returns title and address of what a panellist, or else everyone, can read before a meeting."""
    answers = papers_wanted.send(assembly, meeting_id=meeting_id, is_panel=is_panel)
    return [paper for _, those in answers for paper in those]


def has_draw(assembly: Assembly) -> bool:
    """Whether the list of a real draw is fixed, or the draw was held."""
    return any(answer for _, answer in draw_stands.send(assembly))


def open_items(assembly: Assembly) -> list[tuple[str, str]]:
    """Returns key and description of everything that is not done yet, and takes a new owner at the end."""
    return [item for _, items in open_items_wanted.send(assembly) for item in items]


def people_promised(assembly: Assembly) -> int:
    """Returns how many people signed up for `assembly`, counting on what was promised."""
    return sum(number for _, number in people_promised_wanted.send(assembly))


def are_features_in_use(assembly: Assembly) -> bool:
    """Whether people have answered the features of `assembly` already."""
    return any(answer for _, answer in features_in_use.send(assembly))
