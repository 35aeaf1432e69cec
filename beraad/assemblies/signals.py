"""What the layers above can tell about a burgerberaad, without being known here.

A receiver is connected in the `setup.init_app` of its own domain and gets the `Assembly` as sender.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from blinker import Namespace
from flask import current_app

from beraad.assemblies.models import Assembly, Role
from beraad.web import navigation

_signals = Namespace()

#: "does anything depend on the features of this burgerberaad?"; a receiver answers True when it holds answers to them
features_in_use = _signals.signal("features-in-use")
#: "what is there to do now?"; a receiver answers with a list of `Task`
tasks_wanted = _signals.signal("tasks-wanted")

#: "this burgerberaad is in another phase now"; a receiver gets `phase`, the `Phase` that it entered
phase_entered = _signals.signal("phase-entered")
#: somebody was given a role; sent inside the transaction, with the `Membership` as sender
role_granted = _signals.signal("role-granted")


@dataclass(frozen=True)
class Task:
    """Something that has to be done now in a burgerberaad."""

    #: what to do, in words, as a lazy message
    label: Any
    #: where it is done
    url: str


def are_features_in_use(assembly: Assembly) -> bool:
    """Whether people have answered the features of `assembly` already."""
    return any(answer for _, answer in features_in_use.send(assembly))


def tasks(assembly: Assembly, roles: frozenset[Role]) -> list[Task]:
    """Returns the tasks that other domains have for an account with `roles`, in order of registration."""
    addresses = current_app.url_map.bind("")
    open_tasks = [task for _, answer in tasks_wanted.send(assembly) for task in answer]
    return [task for task in open_tasks if navigation.may_open(addresses.match(task.url)[0], roles)]
