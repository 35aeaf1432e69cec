"""What recruitment asks of the domains above it, without knowing them.

A receiver is connected in the `setup.init_app` of its own domain and gets the `Assembly` as sender.
"""

from __future__ import annotations

from collections.abc import Mapping

from blinker import Namespace

from beraad.assemblies.models import Assembly

_signals = Namespace()

#: "how many panellists should give each answer?"; a receiver answers number of the `FeatureValue` → (lowest, highest)
targets_wanted = _signals.signal("targets-wanted")


def targets(assembly: Assembly) -> Mapping[int, tuple[int, int]]:
    """Number of the answer → lowest and highest number on the panel, as far as somebody has set them."""
    found: dict[int, tuple[int, int]] = {}
    for _receiver, answer in targets_wanted.send(assembly):
        found.update(answer)
    return found
