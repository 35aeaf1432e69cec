"""The road of a burgerberaad as everyone sees it: each phase with what has happened and what is planned when."""

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
    """The phases in order. What is planned stands beside a phase, and the day on which it really began."""
    return [
        Step(
            title=step.phase.label,
            text=" ".join(filter(None, (_began(step), planned(assembly, step.phase)))),
            state=step.state,
        )
        for step in queries.phase_steps(assembly)
    ]


def planned(assembly: Assembly, phase: Phase) -> str:
    """What is to happen in `phase` and when, as one sentence; empty when nothing has been planned."""
    match phase:
        case Phase.RECRUITMENT:
            return _between(_("Aanmelden kan"), assembly.sign_up_opens, assembly.sign_up_closes)
        case Phase.LOTTERY:
            return _on(_("De openbare loting is"), assembly.draw_on)
        case Phase.MEETINGS:
            return _between(_("Het panel komt bij elkaar"), assembly.starts_on, assembly.ends_on)
        case Phase.ADVICE:
            return _on(_("Het panel geeft zijn advies"), assembly.advice_on)
        case Phase.FOLLOW_UP:
            return _on(_("De opdrachtgever besluit"), assembly.decision_on)
        case _:
            return ""


def _began(step: queries.PhaseStep) -> str:
    if step.since is None:
        return ""
    return _("Begonnen op %(day)s.", day=format_date(step.since, "long"))


def _between(what: str, first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return _on(what, first or last)
    return _(
        "%(what)s van %(first)s tot en met %(last)s.",
        what=what,
        first=format_date(first, "long"),
        last=format_date(last, "long"),
    )


def _on(what: str, day: date | None) -> str:
    return _("%(what)s op %(day)s.", what=what, day=format_date(day, "long")) if day else ""
