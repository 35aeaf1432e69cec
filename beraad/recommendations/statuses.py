"""The two axes of status, what leads to what, and what each needs before it may be said."""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext as _l


class Decision(enum.StrEnum):
    """What the addressed body has decided about a recommendation."""

    NO_RESPONSE = "no_response"
    CONSIDERING = "considering"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    EXISTING_POLICY = "existing_policy"
    FURTHER_STUDY = "further_study"
    FORWARDED = "forwarded"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return str(DECISION_LABELS[self])


DECISION_LABELS = {
    Decision.NO_RESPONSE: _l("Nog geen reactie"),
    Decision.CONSIDERING: _l("In behandeling"),
    Decision.ACCEPTED: _l("Overgenomen"),
    Decision.PARTLY_ACCEPTED: _l("Deels overgenomen"),
    Decision.EXISTING_POLICY: _l("Gebeurt al"),
    Decision.FURTHER_STUDY: _l("Eerst onderzoek"),
    Decision.FORWARDED: _l("Doorgestuurd"),
    Decision.NOT_ACCEPTED: _l("Niet overgenomen"),
    Decision.WITHDRAWN: _l("Ingetrokken door het panel"),
}

#: what a formal response can say
OUTCOMES = (
    Decision.ACCEPTED,
    Decision.PARTLY_ACCEPTED,
    Decision.EXISTING_POLICY,
    Decision.FURTHER_STUDY,
    Decision.FORWARDED,
    Decision.NOT_ACCEPTED,
)

#: fields that a response must fill in besides body, date and reason
RESPONSE_NEEDS: dict[Decision, tuple[str, ...]] = {
    Decision.ACCEPTED: ("what_changes",),
    Decision.PARTLY_ACCEPTED: ("what_changes", "reason_category"),
    Decision.EXISTING_POLICY: ("reference", "reference_date"),
    Decision.FURTHER_STUDY: ("what_changes", "planned_end"),
    Decision.FORWARDED: ("forwarded_to", "planned_end"),
    Decision.NOT_ACCEPTED: ("reason_category", "alternative"),
}


class Execution(enum.StrEnum):
    """How far the work has come."""

    NOT_APPLICABLE = "not_applicable"
    NOT_STARTED = "not_started"
    PREPARING = "preparing"
    IN_PROGRESS = "in_progress"
    DELAYED = "delayed"
    STOPPED = "stopped"
    DONE = "done"
    EVALUATED = "evaluated"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return str(EXECUTION_LABELS[self])


EXECUTION_LABELS = {
    Execution.NOT_APPLICABLE: _l("Niet van toepassing"),
    Execution.NOT_STARTED: _l("Nog niet gestart"),
    Execution.PREPARING: _l("In voorbereiding"),
    Execution.IN_PROGRESS: _l("In uitvoering"),
    Execution.DELAYED: _l("Vertraagd"),
    Execution.STOPPED: _l("Gestopt"),
    Execution.DONE: _l("Uitgevoerd"),
    Execution.EVALUATED: _l("Geëvalueerd"),
    Execution.CLOSED: _l("Afgesloten"),
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
    """Whether `after` may be said when `before` was the last; what is policy already may be done at once."""
    if before == after or after in NEXT[before]:
        return True
    return decision == Decision.EXISTING_POLICY and before == Execution.NOT_STARTED and after == Execution.DONE


def opened_by(decision: Decision) -> Execution:
    """Where the execution axis starts after a response."""
    if decision in (Decision.NOT_ACCEPTED, Decision.WITHDRAWN):
        return Execution.NOT_APPLICABLE
    return Execution.NOT_STARTED


class ReasonCategory(enum.StrEnum):
    """Why a recommendation is not, or not wholly, taken over."""

    OUTSIDE_COMPETENCE = "buiten_bevoegdheid"
    LEGAL = "juridisch"
    FINANCIAL = "financieel"
    FEASIBILITY = "uitvoerbaarheid"
    OTHER_INTEREST = "strijdig_met_ander_belang"
    OUTSIDE_QUESTION = "buiten_de_vraag"
    ELSEWHERE = "elders_belegd"
    DONE_ALREADY = "al_gedaan"
    POLITICAL = "politieke_afweging"
    OTHER = "anders"

    @property
    def label(self) -> str:
        return str(REASON_LABELS[self])


REASON_LABELS = {
    ReasonCategory.OUTSIDE_COMPETENCE: _l("Buiten onze bevoegdheid"),
    ReasonCategory.LEGAL: _l("Mag niet volgens de wet"),
    ReasonCategory.FINANCIAL: _l("Te duur of geen geld"),
    ReasonCategory.FEASIBILITY: _l("Niet goed uitvoerbaar"),
    ReasonCategory.OTHER_INTEREST: _l("Botst met een ander belang"),
    ReasonCategory.OUTSIDE_QUESTION: _l("Buiten de vraag aan het panel"),
    ReasonCategory.ELSEWHERE: _l("Hoort ergens anders thuis"),
    ReasonCategory.DONE_ALREADY: _l("Is al gedaan"),
    ReasonCategory.POLITICAL: _l("Politieke afweging"),
    ReasonCategory.OTHER: _l("Een andere reden"),
}


class Horizon(enum.StrEnum):
    """On what term the panel wants to see it."""

    SHORT = "kort"
    MEDIUM = "midden"
    LONG = "lang"

    @property
    def label(self) -> str:
        return str(HORIZON_LABELS[self])


HORIZON_LABELS = {
    Horizon.SHORT: _l("Binnen een jaar"),
    Horizon.MEDIUM: _l("Binnen vier jaar"),
    Horizon.LONG: _l("Later dan over vier jaar"),
}


class EvidenceKind(enum.StrEnum):
    """What shows that something was done."""

    DECISION = "besluit"
    BUDGET = "begroting"
    CONTRACT = "contract"
    PHOTO = "foto"
    MEASUREMENT = "meting"
    PUBLICATION = "publicatie"

    @property
    def label(self) -> str:
        return str(EVIDENCE_LABELS[self])


EVIDENCE_LABELS = {
    EvidenceKind.DECISION: _l("Besluit"),
    EvidenceKind.BUDGET: _l("Begroting"),
    EvidenceKind.CONTRACT: _l("Contract"),
    EvidenceKind.PHOTO: _l("Foto"),
    EvidenceKind.MEASUREMENT: _l("Meting"),
    EvidenceKind.PUBLICATION: _l("Publicatie"),
}
