"""Decisions to go on or not, in the phases 1 to 3 of the policy paper; and the decharge at the end."""

from __future__ import annotations

from datetime import date, datetime
from typing import NewType

from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from beraad.assemblies.models import Assembly, AssemblyId, Role
from beraad.choices import LabelledEnum
from beraad.orm import Model, Moment, choice, now
from beraad.web.visitor import AccountId

DecisionId = NewType("DecisionId", int)


class Step(LabelledEnum):
    """The phases of the policy paper that end with a decision to go on or not."""

    EXPLORE = "verkennen", _l("1. Verkennen: willen, kunnen, doen wij het nu?")
    ASSIGN = "opdracht", _l("2. Opdracht: wie, wat en met wie?")
    DESIGN = "ontwerp", _l("3. Ontwerp: contract, risico’s en plan")


class Asked(LabelledEnum):
    """What has to be so before a go."""

    WANT = "willen", _l("Wij willen dit: de uitkomst telt mee in het besluit.")
    CAN = "kunnen", _l("Wij kunnen dit: er zijn tijd, geld en mensen voor.")
    NOW = "nu", _l("Wij doen het nu: er is nog ruimte, en het besluit is nog niet genomen.")
    ASSIGNMENT = "opdrachtbeschrijving", _l("Er is een opdrachtbeschrijving.")
    STAKEHOLDERS = (
        "belanghebbenden",
        _l("De belanghebbenden, binnen en buiten, zijn in kaart en gesproken."),
    )
    FACILITATORS = "procesbegeleiders", _l("De procesbegeleiders en de afdeling communicatie doen mee.")
    CONTRACT = "contract", _l("Opdrachtgever en opdrachtnemer hebben hun afspraken vastgelegd.")
    RISKS = "risico", _l("De issues, de belanghebbenden en de risico’s zijn nagegaan.")
    PLAN = "plan", _l("Het participatieplan is besproken met de opdrachtgever.")


#: step → what it asks
CHECKS = {
    Step.EXPLORE: (Asked.WANT, Asked.CAN, Asked.NOW),
    Step.ASSIGN: (Asked.ASSIGNMENT, Asked.STAKEHOLDERS, Asked.FACILITATORS),
    Step.DESIGN: (Asked.CONTRACT, Asked.RISKS, Asked.PLAN),
}


class Ground(LabelledEnum):
    """Why there is no burgerberaad."""

    PRESCRIBED = "voorgeschreven", _l("De uitvoering ligt al vast in de wet of in een hoger besluit.")
    CRISIS = "crisis", _l("Er is een crisis: er moet meteen iets gebeuren.")
    DECIDED = "besloten", _l("Het besluit is al genomen.")
    OTHER = "anders", _l("Een andere reden.")


class GateDecision(Model):
    """One decision to go on or not. Rows are added, never altered, but for publishing a no; the last one counts."""

    __tablename__ = "gate_decision"

    id: Mapped[DecisionId] = mapped_column(primary_key=True)
    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), index=True)
    step: Mapped[Step] = mapped_column(choice(Step))
    is_go: Mapped[bool]
    #: codes of `Asked` that were so
    checks: Mapped[list[str]] = mapped_column(JSON, default=list)
    #: None for a go
    ground: Mapped[Ground | None] = mapped_column(choice(Ground))
    #: why, and why a burgerberaad; for a no it can be made public
    reason: Mapped[str] = mapped_column(Text)
    #: who began it, and on which law or rule it rests; may be empty
    initiator: Mapped[str] = mapped_column(String(200), default="")
    legal_basis: Mapped[str] = mapped_column(String(300), default="")
    #: the body that decided, where and when
    body: Mapped[str] = mapped_column(String(200))
    document: Mapped[str] = mapped_column(String(300))
    decided_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=now)
    recorded_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    recorded_role: Mapped[Role | None] = mapped_column(choice(Role, "recorded_role"))
    #: when everyone could read why not
    published_at: Mapped[datetime | None] = mapped_column(Moment)

    assembly: Mapped[Assembly] = relationship()

    __table_args__ = (
        CheckConstraint("is_go = (ground IS NULL)", name="ground_of_a_no"),
        CheckConstraint("reason <> ''", name="decided_with_a_reason"),
        CheckConstraint("published_at IS NULL OR ground IS NOT NULL", name="published_no"),
    )


class Decharge(Model):
    """The end: the commissioner discharges the organiser, and every open item has a new owner."""

    __tablename__ = "decharge"

    assembly_id: Mapped[AssemblyId] = mapped_column(ForeignKey("assembly.id", ondelete="CASCADE"), primary_key=True)
    granted_by: Mapped[str] = mapped_column(String(200))
    document: Mapped[str] = mapped_column(String(300))
    granted_on: Mapped[date]
    #: what was learned, and where the papers are kept; may be empty
    lessons: Mapped[str] = mapped_column(Text, default="")
    archive: Mapped[str] = mapped_column(String(300), default="")
    #: [key, what it is, office that owns it from now on] of each open item
    items: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    recorded_at: Mapped[datetime] = mapped_column(Moment, default=now)
    recorded_by_id: Mapped[AccountId | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
