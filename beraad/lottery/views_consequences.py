"""The page that shows what quotas and rule mean for people's chances, before anything is decided."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, staff
from beraad.lottery import consequences, disclosure, figures, ordering, words
from beraad.lottery.consequences import Setting
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
        rule=Rule(rule) if rule in set(Rule) else Rule.LEXIMIN,
        room=min(MOST_ROOM, int(room)) if room.isascii() and room.isdigit() else 0,
        without=request.args.get("zonder", ""),
    )


@views.get("")
@staff
def show(slug: str) -> ResponseReturnValue:
    """The chances with the quotas of now, beside a second setting, the greedy draw, and what each feature costs."""
    template, assembly = "lottery/consequences.html", current_assembly()
    try:
        snapshot = consequences.snapshot_of(assembly)
        now = consequences.outcome(snapshot, Setting())
        if now.why_not is not None:
            raise now.why_not
    except LotteryError as error:
        return render_template(template, problem=words.sentence(error))
    lines = figures.hidden(now.answers, disclosure.special(assembly))
    second, place = _setting(), ordering.place_in(assembly.id)
    legacy, greedy = consequences.traditional(snapshot)
    return render_template(
        template,
        problem="",
        now=now,
        other=consequences.outcome(snapshot, second) if second != Setting() else None,
        setting=second,
        answers=ordering.grouped(place, lines, lambda line: (line.feature, line.answer)),
        rules=tuple(Rule),
        features=ordering.features(place, snapshot.features),
        by_rule=consequences.by_rule(snapshot),
        costs=consequences.costs(snapshot),
        quota_costs=consequences.quota_costs(snapshot, now.answers),
        legacy=legacy,
        greedy=greedy,
        most_room=MOST_ROOM,
    )
