"""The phases of a burgerberaad as everyone sees them: what has happened, and what is planned when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from beraad.assemblies import queries
from beraad.assemblies.models import Assembly, Phase


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
    """Returns what is to happen in `phase` and when, as one sentence; empty if nothing has been planned."""
    match phase:
        case Phase.RECRUITMENT:
            return _between(_("Aanmelden kan"), assembly.sign_up_opens, assembly.sign_up_closes)
        case Phase.LOTTERY:
            return _one_day(_("De openbare loting is"), assembly.draw_on)
        case Phase.MEETINGS:
            return _between(_("Het panel komt bij elkaar"), assembly.starts_on, assembly.ends_on)
        case Phase.ADVICE:
            return _one_day(_("Het panel geeft zijn advies"), assembly.advice_on)
        case Phase.FOLLOW_UP:
            return _one_day(_("De opdrachtgever besluit"), assembly.decision_on)
        case _:
            return ""


def _began(step: queries.PhaseStep) -> str:
    if step.since is None:
        return ""
    return str(_("Begonnen op %(day)s.", day=format_date(step.since, "long")))


def _between(what: str, first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return _one_day(what, first or last)
    days = {"first": format_date(first, "long"), "last": format_date(last, "long")}
    return str(_("%(what)s van %(first)s tot en met %(last)s.", what=what, **days))


def _one_day(what: str, day: date | None) -> str:
    return str(_("%(what)s op %(day)s.", what=what, day=format_date(day, "long"))) if day else ""
