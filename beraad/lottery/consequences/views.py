"""The page that shows what quotas and rule mean for people's chances, before anything is decided."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from beraad.assemblies.access import current_assembly, registry, staff
from beraad.jobs.models import JobState
from beraad.jobs.queries import latest
from beraad.lottery import ordering, words
from beraad.lottery.consequences import scenarios as consequences
from beraad.lottery.consequences import service as looking_ahead
from beraad.lottery.consequences.scenarios import Setting
from beraad.lottery.errors import LotteryError
from beraad.lottery.models import Rule
from beraad.lottery.snapshot import sha256

views = Blueprint("lottery_consequences", __name__, url_prefix="/beheer/<slug>/loting/gevolgen")

#: most seats of room that can be looked at
MOST_ROOM = 20
#: the form before a second setting was asked for
NOTHING_ELSE = {"rule": Rule.LEXIMIN.value, "room": 0, "without": ""}
#: seconds between two looks at a computation that is under way
FOLLOW = 2


def _setting() -> Setting:
    """The second setting, as typed; what is not understood counts as left out."""
    room = request.form.get("speling", "0")
    rule = request.form.get("regel", "")
    return Setting(
        rule=Rule(rule) if rule in set(Rule) else Rule.LEXIMIN,
        room=min(MOST_ROOM, int(room)) if room.isascii() and room.isdigit() else 0,
        without=request.form.get("zonder", "")[:80],
    )


@views.get("")
@staff
def show(slug: str) -> ResponseReturnValue:
    """The chances as last computed: the quotas, a second setting, the greedy draw, and what each feature costs."""
    assembly, problem, pool = current_assembly(), "", ""
    try:
        pool = sha256(consequences.snapshot_of(assembly).to_bytes())
    except LotteryError as error:
        problem = words.sentence(error)
    found = looking_ahead.current(assembly.id)
    if found is not None and "problem" in found.base and found.snapshot_sha256 == pool:
        problem = words.by_code(found.base["problem"], {})
    job = latest(looking_ahead.subject(assembly.id), looking_ahead.JOB)
    busy = job if job is not None and job.is_unfinished else None
    place = ordering.place_in(assembly.id)
    answers = found.base.get("answers", []) if found is not None else []
    return render_template(
        "lottery/consequences/overview.html",
        problem=problem,
        busy=busy,
        failed=job is not None and job.state is JobState.FAILED,
        phase=words.PHASES.get(busy.phase, words.PHASES[""]) if busy else "",
        refresh_seconds=FOLLOW if busy else None,
        found=found if answers else None,
        is_old=found is not None and found.snapshot_sha256 != pool,
        setting=found.other["setting"] if found is not None and found.other else NOTHING_ELSE,
        answers=ordering.grouped(place, answers, lambda line: (line["feature"], line["answer"])),
        rules={rule.value: rule for rule in Rule},
        features=ordering.features(place, found.base.get("features", []) if found is not None else []),
    )


@views.post("")
@registry
def ask(slug: str) -> ResponseReturnValue:
    """Compute the chances of this moment, with another setting beside them."""
    looking_ahead.ask(current_assembly(), _setting())
    return redirect(url_for("lottery_consequences.show", slug=slug), 303)
