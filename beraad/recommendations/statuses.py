"""The two axes of status, what leads to what, and what each needs before it may be reported."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from beraad.choices import LabelledEnum


class Decision(LabelledEnum):
    """What the addressed body has decided about a recommendation."""

    NO_RESPONSE = "no_response", _l("Nog geen reactie")
    CONSIDERING = "considering", _l("In behandeling")
    ACCEPTED = "accepted", _l("Overgenomen")
    PARTLY_ACCEPTED = "partly_accepted", _l("Deels overgenomen")
    EXISTING_POLICY = "existing_policy", _l("Gebeurt al")
    FURTHER_STUDY = "further_study", _l("Eerst onderzoek")
    FORWARDED = "forwarded", _l("Doorgestuurd")
    NOT_ACCEPTED = "not_accepted", _l("Niet overgenomen")
    WITHDRAWN = "withdrawn", _l("Ingetrokken door het panel")


#: no formal response yet: the panel may still withdraw, and the promised day may be put off
UNANSWERED = frozenset({Decision.NO_RESPONSE, Decision.CONSIDERING})

#: what a formal response can decide
OUTCOMES = (
    Decision.ACCEPTED,
    Decision.PARTLY_ACCEPTED,
    Decision.EXISTING_POLICY,
    Decision.FURTHER_STUDY,
    Decision.FORWARDED,
    Decision.NOT_ACCEPTED,
)

#: what a response with this decision says, in the order in which it is asked; whatever else it held is emptied
RESPONSE_FIELDS: dict[Decision, tuple[str, ...]] = {
    Decision.ACCEPTED: ("what_changes", "reason", "costs", "planned_start", "planned_end"),
    Decision.PARTLY_ACCEPTED: (
        *("what_changes", "not_done", "reason_category", "reason"),
        *("costs", "planned_start", "planned_end"),
    ),
    Decision.EXISTING_POLICY: ("reference", "reference_date", "what_changes", "reason"),
    Decision.FURTHER_STUDY: ("what_changes", "owner", "planned_end", "reason", "costs"),
    Decision.FORWARDED: ("forwarded_to", "planned_end", "reason"),
    Decision.NOT_ACCEPTED: ("reason_category", "reason", "alternative"),
}

#: those of them that must be filled in besides the reason
RESPONSE_NEEDS: dict[Decision, tuple[str, ...]] = {
    Decision.ACCEPTED: ("what_changes",),
    Decision.PARTLY_ACCEPTED: ("what_changes", "not_done", "reason_category"),
    Decision.EXISTING_POLICY: ("reference", "reference_date", "what_changes"),
    Decision.FURTHER_STUDY: ("what_changes", "owner", "planned_end"),
    Decision.FORWARDED: ("forwarded_to", "planned_end"),
    Decision.NOT_ACCEPTED: ("reason_category", "alternative"),
}


class Execution(LabelledEnum):
    """How far the work has come."""

    NOT_APPLICABLE = "not_applicable", _l("Niet van toepassing")
    NOT_STARTED = "not_started", _l("Nog niet gestart")
    PREPARING = "preparing", _l("In voorbereiding")
    IN_PROGRESS = "in_progress", _l("In uitvoering")
    DELAYED = "delayed", _l("Vertraagd")
    STOPPED = "stopped", _l("Gestopt")
    DONE = "done", _l("Uitgevoerd")
    EVALUATED = "evaluated", _l("Geëvalueerd")
    CLOSED = "closed", _l("Afgesloten")


#: work that has not ended
UNDER_WAY = frozenset({Execution.NOT_STARTED, Execution.PREPARING, Execution.IN_PROGRESS, Execution.DELAYED})
#: work on which nothing was done yet
NOT_BEGUN = frozenset({Execution.NOT_APPLICABLE, Execution.NOT_STARTED})
#: statuses that promise something: they say what comes next and when
PROMISING = frozenset({Execution.PREPARING, Execution.IN_PROGRESS, Execution.DELAYED})
#: statuses that need a copy of what shows them
PROVEN = frozenset({Execution.DONE, Execution.CLOSED})

#: what an update with this status says besides the day and what happened
UPDATE_FIELDS: dict[Execution, tuple[str, ...]] = {
    Execution.NOT_APPLICABLE: (),
    Execution.NOT_STARTED: (),
    Execution.PREPARING: ("next_step", "next_on"),
    Execution.IN_PROGRESS: ("parts_done", "parts_of", "next_step", "next_on"),
    Execution.DELAYED: ("parts_done", "parts_of", "next_step", "next_on"),
    Execution.STOPPED: ("body",),
    Execution.DONE: ("parts_done", "parts_of"),
    Execution.EVALUATED: ("expected", "observed"),
    Execution.CLOSED: (),
}
#: those of them that must be filled in
UPDATE_NEEDS: dict[Execution, tuple[str, ...]] = {
    **dict.fromkeys(PROMISING, ("next_step", "next_on")),
    Execution.STOPPED: ("body",),
    Execution.EVALUATED: ("expected", "observed"),
}

#: from each execution status, the statuses that may follow; staying the same is always possible
NEXT: dict[Execution, tuple[Execution, ...]] = {
    Execution.NOT_APPLICABLE: (),
    Execution.NOT_STARTED: (Execution.PREPARING,),
    Execution.PREPARING: (Execution.IN_PROGRESS, Execution.DELAYED, Execution.STOPPED),
    Execution.IN_PROGRESS: (Execution.DONE, Execution.DELAYED, Execution.STOPPED),
    Execution.DELAYED: (Execution.IN_PROGRESS,),
    Execution.STOPPED: (),
    Execution.DONE: (Execution.EVALUATED, Execution.IN_PROGRESS),
    Execution.EVALUATED: (Execution.CLOSED,),
    Execution.CLOSED: (),
}


def may_follow(before: Execution, after: Execution, decision: Decision) -> bool:
    """Returns whether `after` may be reported when `before` was the last; existing policy may be done at once."""
    if before is after or after in NEXT[before]:
        return True
    return decision is Decision.EXISTING_POLICY and before is Execution.NOT_STARTED and after is Execution.DONE


def opened_by(decision: Decision) -> Execution:
    """Returns where the execution axis starts after a response with this decision."""
    if decision in (Decision.NOT_ACCEPTED, Decision.WITHDRAWN):
        return Execution.NOT_APPLICABLE
    return Execution.NOT_STARTED


class Standing(LabelledEnum):
    """What is so, in a word: for lists and files, where a decision alone would say too little."""

    DRAFT = "draft", _l("Concept, nog niet aangenomen")
    REJECTED = "rejected", _l("Niet aangenomen door het panel")
    WITHDRAWN = "withdrawn", _l("Ingetrokken door het panel")
    WAITING = "waiting", _l("Wacht op antwoord")
    LATE = "late", _l("Wacht op antwoord, te laat"), "warning"
    ANSWERED = "answered", _l("Beantwoord")


class ReasonCategory(LabelledEnum):
    """Why a recommendation is not adopted, or only in part."""

    OUTSIDE_COMPETENCE = "buiten_bevoegdheid", _l("Buiten onze bevoegdheid")
    LEGAL = "juridisch", _l("Mag niet volgens de wet")
    FINANCIAL = "financieel", _l("Te duur of geen geld")
    FEASIBILITY = "uitvoerbaarheid", _l("Niet goed uitvoerbaar")
    OTHER_INTEREST = "strijdig_met_ander_belang", _l("Botst met een ander belang")
    OUTSIDE_QUESTION = "buiten_de_vraag", _l("Buiten de vraag aan het panel")
    ELSEWHERE = "elders_belegd", _l("Hoort ergens anders thuis")
    DONE_ALREADY = "al_gedaan", _l("Is al gedaan")
    POLITICAL = "politieke_afweging", _l("Politieke afweging")
    WORKED_OUT_LATER = "later_uitgewerkt", _l("Wordt later uitgewerkt")
    OTHER = "anders", _l("Een andere reden")


class Horizon(LabelledEnum):
    """By when the panel wants to see it."""

    SHORT = "kort", _l("Binnen een jaar")
    MEDIUM = "midden", _l("Binnen vier jaar")
    LONG = "lang", _l("Later dan over vier jaar")


class EvidenceKind(LabelledEnum):
    """What shows that something was done."""

    DECISION = "besluit", _l("Besluit")
    BUDGET = "begroting", _l("Begroting")
    CONTRACT = "contract", _l("Contract")
    PHOTO = "foto", _l("Foto")
    MEASUREMENT = "meting", _l("Meting")
    PUBLICATION = "publicatie", _l("Publicatie")
