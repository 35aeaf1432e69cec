"""Which of the jobs that wait goes first."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from beraad.accounts.jobs import SEND_LINK
from beraad.jobs import registry
from beraad.jobs.carrier import Carrier
from beraad.jobs.registry import FIRST, LAST
from beraad.mail.service import SEND, SEND_BULK, SEND_FIRST


def test_what_somebody_waits_for_is_taken_before_the_rest(context: Flask, tmp_path: Path) -> None:
    carrier = Carrier(context, tmp_path, "s" * 48, immediate=False)
    for number, priority in ((1, LAST), (2, LAST), (3, 0), (4, FIRST)):
        carrier.wake(number, priority=priority)
    taken = [carrier.huey.dequeue() for _waiting in range(4)]
    assert [task.args[0] for task in taken if task is not None] == [4, 3, 1, 2]


def test_a_link_to_sign_in_goes_before_all_other_mail(context: Flask) -> None:
    priority = registry.current_jobs().priorities
    assert priority[SEND_LINK] == priority[SEND_FIRST] > priority[SEND] > priority[SEND_BULK]
