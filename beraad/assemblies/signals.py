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
#: "which days of yours come?"; a receiver gets `day`, today, and answers with (what it is, when) from then on
coming_days_wanted = _signals.signal("coming-days-wanted")


def are_features_in_use(assembly: Assembly) -> bool:
    """Whether people have answered the features of `assembly` already."""
    return any(answer for _, answer in features_in_use.send(assembly))
