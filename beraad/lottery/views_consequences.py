"""The page that shows what quotas and rule mean for people's chances, before anything is decided."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, staff
from beraad.lottery import consequences, words
from beraad.lottery.consequences import QUICK_RULES, Setting
from beraad.lottery.errors import LotteryError
from beraad.lottery.models import Rule

views = Blueprint("lottery_consequences", __name__, url_prefix="/beheer/<slug>/loting/gevolgen")

#: most seats of room that can be looked at
MOST_ROOM = 20


def _setting() -> Setting:
    """The second setting, from the address; what is not understood counts as left out."""
    room = request.args.get("speling", "0")
    rule = request.args.get("regel", "")
    return Setting(
        rule=Rule(rule) if rule in set(QUICK_RULES) else Rule.LEXIMIN,
        room=min(MOST_ROOM, int(room)) if room.isascii() and room.isdigit() else 0,
        without=request.args.get("zonder", ""),
    )


@views.get("")
@staff
def show(slug: str) -> ResponseReturnValue:
    """The chances with the quotas of now, beside a second setting, the greedy draw, and what each feature costs."""
    template = "lottery/consequences.html"
    try:
        snapshot = consequences.snapshot_of(current_assembly())
        now = consequences.outcome(snapshot, Setting())
        if now.why_not is not None:
            raise now.why_not
    except LotteryError as error:
        return render_template(template, problem=words.sentence(error))
    second = _setting()
    legacy, greedy = consequences.traditional(snapshot)
    return render_template(
        template,
        problem="",
        now=now,
        other=consequences.outcome(snapshot, second) if second != Setting() else None,
        setting=second,
        rules=QUICK_RULES,
        features=snapshot.features,
        costs=consequences.costs(snapshot),
        legacy=legacy,
        greedy=greedy,
        most_room=MOST_ROOM,
    )
