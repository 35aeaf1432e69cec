"""The phases of a burgerberaad as everyone sees them: what has happened, and what is planned when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from beraad.assemblies import queries
from beraad.assemblies.models import Assembly, Phase
from beraad.days import today

#: what happens, and what happened
Words = tuple[str, str]


@dataclass(frozen=True)
class Step:
    """A phase in words; `state` is "done", "current" or "todo"."""

    title: str
    text: str
    state: str


def steps(assembly: Assembly) -> list[Step]:
    """Returns the phases in order, each with the day on which it began and what is planned."""
    return [
        Step(
            title=step.phase.label,
            text=" ".join(filter(None, (_began(step), planned(assembly, step.phase)))),
            state=step.state,
        )
        for step in queries.phase_steps(assembly)
    ]


def planned(assembly: Assembly, phase: Phase) -> str:
    """Returns what happens or happened in `phase` and when, as one sentence; empty if nothing has been planned."""
    match phase:
        case Phase.RECRUITMENT:
            words = _("Aanmelden kan"), _("Aanmelden kon")
            return _between(words, assembly.sign_up_opens, assembly.sign_up_closes)
        case Phase.LOTTERY:
            return _one_day((_("De openbare loting is"), _("De openbare loting was")), assembly.draw_on)
        case Phase.MEETINGS:
            words = _("Het panel komt bij elkaar"), _("Het panel kwam bij elkaar")
            return _between(words, assembly.starts_on, assembly.ends_on)
        case Phase.ADVICE:
            return _one_day((_("Het panel geeft zijn advies"), _("Het panel gaf zijn advies")), assembly.advice_on)
        case Phase.FOLLOW_UP:
            return _one_day((_("De opdrachtgever besluit"), _("De opdrachtgever besloot")), assembly.decision_on)
        case _:
            return ""


def _began(step: queries.PhaseStep) -> str:
    if step.since is None:
        return ""
    return str(_("Begonnen op %(day)s.", day=format_date(step.since, "long")))


def _between(words: Words, first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return _one_day(words, first or last)
    what = _as_of(last, words)
    days = {"first": format_date(first, "long"), "last": format_date(last, "long")}
    return str(_("%(what)s van %(first)s tot en met %(last)s.", what=what, **days))


def _one_day(words: Words, day: date | None) -> str:
    if day is None:
        return ""
    return str(_("%(what)s op %(day)s.", what=_as_of(day, words), day=format_date(day, "long")))


def _as_of(day: date, words: Words) -> str:
    """What happens on a day to come, or happened on one that is past."""
    return words[day < today()]
