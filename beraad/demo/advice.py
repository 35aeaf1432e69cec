"""The dozen recommendations of the demonstration, in all sorts of states."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from beraad.assemblies.models import Assembly, Role
from beraad.days import ZONE
from beraad.demo import voting
from beraad.demo.basics import in_days
from beraad.demo.staff import Team
from beraad.recommendations.advice import service as handing
from beraad.recommendations.advice.service import HandoverData
from beraad.recommendations.answers import deciding
from beraad.recommendations.answers import service as answers
from beraad.recommendations.answers.service import ResponseData
from beraad.recommendations.follow_up import service as follow_up
from beraad.recommendations.follow_up.service import EvidenceData, UpdateData
from beraad.recommendations.models import Recommendation
from beraad.recommendations.proposals import service as proposals
from beraad.recommendations.proposals.models import OriginKind, Remarker, WrittenBy
from beraad.recommendations.proposals.service import RecommendationData
from beraad.recommendations.statuses import PROMISING, Decision, EvidenceKind, Execution, Horizon, ReasonCategory
from beraad.recommendations.votes.models import Purpose
from beraad.recommendations.votes.service import RuleData
from beraad.web import uploads

COUNCIL = "Gemeenteraad van Voorbeeldstad"
EXECUTIVE = "College van burgemeester en wethouders"
#: days from now on which answers were published
PUBLISHED = -75
#: days from now of the first update on a recommendation, between two of them, and of the one that is still to come
FIRST_UPDATE, EVERY, NEXT_UPDATE = -70, 15, 60
#: one grey point
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
PREPARING, GOING, DONE = Execution.PREPARING, Execution.IN_PROGRESS, Execution.DONE

#: what comes after an update
NEXT = {
    PREPARING: "Wij beginnen met het werk en laten zien wie wat doet.",
    GOING: "Wij laten zien wat er klaar is, en wat nog niet.",
    DONE: "Wij vragen mensen die het gebruiken wat zij ervan vinden.",
    Execution.DELAYED: "Wij spreken met de afdelingen en zeggen dan wanneer het wel lukt.",
    Execution.EVALUATED: "Wij tellen opnieuw wat er wordt verkocht.",
}


@dataclass(frozen=True)
class Advice:
    """A recommendation and what came of it."""

    title: str
    text: str
    theme: str
    #: for, against and blank
    votes: tuple[int, int, int]
    decision: Decision | None = None
    reason: str = ""
    answer: Mapping[str, Any] = field(default_factory=dict)
    #: execution status and text of each update, the oldest first
    steps: tuple[tuple[Execution, str], ...] = ()
    minority: str = ""
    #: what an update with this status says besides
    figures: Mapping[Execution, Mapping[str, Any]] = field(default_factory=dict)
    #: the moved day of the response, in days from now, and why
    extended: tuple[int, str] | None = None


ADVICE = (
    Advice(
        "Een groen schoolplein bij elke school",
        "Maak in vijf jaar van elk schoolplein een groene plek, die na schooltijd open is voor de buurt.",
        "Groen", (37, 2, 1), Decision.ACCEPTED,
        "De raad wil dit ook. Groene pleinen helpen tegen hitte en zijn goed voor kinderen.",
        {"what_changes": "Elk jaar worden drie pleinen groen.", "costs": "150.000 euro per jaar, uit het groenfonds."},
        ((PREPARING, "Met alle scholen is gesproken. Drie scholen beginnen."),
         (GOING, "De eerste drie pleinen zijn klaar en open.")),
        figures={GOING: {"parts_done": 3, "parts_of": 31}},
    ),
    Advice(
        "Eén loket voor vragen over energie",
        "Open een loket waar iedereen gratis hulp krijgt bij besparen, subsidies en een zuinige woning.",
        "Energie", (35, 3, 2), Decision.ACCEPTED,
        "Een loket verlaagt de drempel. Wij beginnen in het stadhuis en in twee wijkcentra.",
        {"what_changes": "Er komt een loket op drie plekken.", "costs": "Twee medewerkers."},
        ((PREPARING, "De ruimte is gevonden en de medewerkers worden gezocht."),
         (GOING, "Het loket in het stadhuis is open op dinsdag en donderdag.")),
    ),
    Advice(
        "Gratis openbaar vervoer voor jongeren",
        "Laat jongeren tot en met achttien jaar gratis met de bus reizen.",
        "Vervoer", (26, 12, 2), Decision.NOT_ACCEPTED,
        "De provincie gaat over de prijs van de bus. Zelf betalen kost ons twee miljoen euro per jaar.",
        {"reason_category": ReasonCategory.OUTSIDE_COMPETENCE,
         "alternative": "Jongeren uit gezinnen met weinig geld krijgen een reistegoed."},
        minority="Wij vinden dat de gemeente dit zelf moet betalen, ook als de provincie niet meedoet.",
    ),
    Advice(
        "Plant tienduizend bomen",
        "Plant tot 2035 tienduizend bomen. Begin in de straten waar het in de zomer het heetst is.",
        "Groen", (38, 1, 1), Decision.PARTLY_ACCEPTED,
        "Wij planten zesduizend bomen. Voor meer is onder de grond geen plaats naast de kabels.",
        {"what_changes": "Zesduizend bomen, te beginnen in de heetste straten.",
         "not_done": "De vierduizend andere bomen.",
         "reason_category": ReasonCategory.FEASIBILITY},
        ((PREPARING, "De kaart van hete straten is gemaakt."), (GOING, "De eerste 800 bomen staan.")),
    ),
    Advice(
        "Zonnepanelen eerst op daken",
        "Geef pas vergunning voor zonnepanelen op land als de grote daken vol liggen.",
        "Energie", (32, 6, 2), Decision.EXISTING_POLICY,
        "Dit staat al in ons beleid. Door dit advies laten wij elk jaar zien hoever de daken zijn.",
        {"reference": "Zonneladder Voorbeeldstad", "reference_date": in_days(-900),
         "what_changes": "Elk jaar een overzicht van de daken."},
        ((PREPARING, "Het eerste overzicht wordt gemaakt."),),
    ),
    Advice(
        "Een eerlijke bijdrage voor wie weinig heeft",
        "Zorg dat niemand door klimaatmaatregelen geld tekortkomt. Toets elk plan daarop.",
        "Eerlijk delen", (39, 0, 1), Decision.ACCEPTED,
        "De raad neemt deze toets over voor alle nieuwe plannen.",
        {"what_changes": "Elk voorstel aan de raad krijgt een armoedetoets."},
        ((PREPARING, "De toets is getest op drie voorstellen."), (GOING, "De toets hoort nu bij elk voorstel."),
         (Execution.DELAYED, "Twee afdelingen gebruiken de toets nog niet.")),
    ),
    Advice(
        "Deelauto’s in elke wijk",
        "Zet in elke wijk binnen tien minuten lopen een elektrische deelauto neer.",
        "Vervoer", (28, 10, 2), Decision.FURTHER_STUDY,
        "Wij weten nog niet of er genoeg vraag is in de dorpen.",
        {"what_changes": "Hoeveel mensen in de dorpen zouden een deelauto gebruiken?",
         "owner": "Afdeling Verkeer", "planned_end": in_days(120)},
        ((PREPARING, "Het onderzoek is uitgezet."),),
    ),
    Advice(
        "Minder melk en vlees in de gemeentekantine",
        "Maak de helft van het aanbod in alle gemeentelijke gebouwen plantaardig.",
        "Voedsel", (23, 15, 2), Decision.ACCEPTED,
        "Wij geven graag het voorbeeld.",
        {"what_changes": "De helft van het aanbod wordt plantaardig."},
        ((PREPARING, "Er is overleg met de cateraar."), (GOING, "De kantine van het stadhuis is over."),
         (DONE, "Alle vier de kantines doen mee."), (Execution.EVALUATED, "Er wordt net zo veel verkocht als eerst.")),
        figures={Execution.EVALUATED: {"expected": "Evenveel verkoop, de helft plantaardig.",
                                       "observed": "Evenveel verkoop, 54 procent plantaardig."}},
    ),
    Advice(
        "Vraag het Rijk om strengere regels voor vliegen",
        "Vraag de regering om korte vluchten te verbieden.",
        "Vervoer", (25, 13, 2), Decision.FORWARDED,
        "Dit is aan het Rijk. De raad heeft het advies met een brief doorgestuurd.",
        {"forwarded_to": "Ministerie van Infrastructuur en Waterstaat", "planned_end": in_days(45)},
    ),
    Advice(
        "Een wijkbudget voor klimaat",
        "Geef elke wijk een eigen budget waarover bewoners zelf beslissen.",
        "Eerlijk delen", (31, 7, 2), extended=(60, "De raad wil eerst de begroting van volgend jaar kennen."),
    ),
    Advice(
        "Regenwater van het riool af",
        "Koppel in tien jaar alle daken los van het riool en vang het water op.",
        "Water", (34, 4, 2),
    ),
    Advice(
        "Autovrije binnenstad in drie jaar",
        "Maak het centrum autovrij, behalve voor bewoners, zorg en winkels.",
        "Vervoer", (17, 21, 2),
    ),
)  # fmt: skip


def make(team: Team, assembly: Assembly) -> None:
    """The recommendations with their votes; the handover; responses by two people; updates with evidence."""
    voting.publish_rule(assembly, RuleData())
    recommendations = [proposals.add_recommendation(assembly, text_of(advice)) for advice in ADVICE]
    draft = RecommendationData(
        "Een volgend burgerberaad over water",
        "Houd over twee jaar een burgerberaad over water.",
        theme="Water",
        addressee=COUNCIL,
    )
    unfinished = proposals.add_recommendation(assembly, draft, WrittenBy.PANELLIST)
    tell_how_it_came_about(team, recommendations, unfinished)
    for recommendation, advice in zip(recommendations, ADVICE, strict=True):
        voting.hold(team, assembly, recommendation, Purpose.ADOPT, advice.votes)
        if advice.minority:
            voting.hold(team, assembly, recommendation, Purpose.MINORITY, (6, 30, 4), advice.minority)
    voting.sign_off(team, assembly)
    voting.place_in_time(assembly)
    handing.hand_over(assembly, HandoverData(in_days(-200), COUNCIL, in_days(-60), "Raadsbesluit 2025-112"))
    for recommendation, advice in zip(recommendations, ADVICE, strict=True):
        follow(team, recommendation, advice)


def tell_how_it_came_about(team: Team, made: Sequence[Recommendation], unfinished: Recommendation) -> None:
    """An official's remark, what a text grew from, and an amendment about which nobody voted."""
    trees, water = made[3], made[10]
    words = "Onder een derde van de straten liggen kabels. Daar kan geen boom."
    proposals.remark(trees, Remarker.OFFICIAL, words, "Afdeling Groen", team[Role.OFFICIAL].id)
    proposals.add_origin(trees, OriginKind.NOTE, "Tafel 3, over schaduw op straat")
    proposals.add_origin(water, OriginKind.PROPOSAL, source=trees)
    amended = "Houd elk jaar een burgerberaad over water."
    proposals.amend(unfinished, amended, "Over twee jaar is te laat.", WrittenBy.TABLE)


def text_of(advice: Advice) -> RecommendationData:
    """The text as the panel wrote it."""
    return RecommendationData(
        advice.title,
        advice.text,
        plain_text=advice.text,
        intent="Een gemeente die goed is voor klimaat en inwoners.",
        theme=advice.theme,
        horizon=Horizon.MEDIUM,
        addressee=COUNCIL,
        portfolio=EXECUTIVE,
    )


def follow(team: Team, recommendation: Recommendation, advice: Advice) -> None:
    """The response to one recommendation, and what was done."""
    if advice.extended:
        handing.extend_deadline(recommendation, in_days(advice.extended[0]), advice.extended[1])
    if advice.decision is None:
        return
    data = ResponseData(advice.decision, advice.reason, COUNCIL, in_days(-80), **advice.answer)
    draft = answers.draft_response(recommendation, team[Role.OFFICIAL], data)
    deciding.sign(draft, team[Role.EXECUTIVE])
    answers.publish_response(draft, team[Role.REGISTRY])
    draft.published_at = datetime.combine(in_days(PUBLISHED), time(12), ZONE)  # in the story, not at its telling
    for turn, (status, text) in enumerate(advice.steps):
        days = FIRST_UPDATE + EVERY * turn
        is_last = turn == len(advice.steps) - 1
        day = in_days(days)
        update = UpdateData(
            happened_on=day,
            after=status,
            text=text,
            next_step=NEXT[status] if status in PROMISING else "",
            next_on=in_days(NEXT_UPDATE) if status in PROMISING else None,
            evidence=[proof_of(advice, day)] if status is DONE else (),
            **advice.figures.get(status, {}),
        )
        added = follow_up.add_update(recommendation, Role.OFFICIAL, update, team[Role.OFFICIAL].id)
        if added.is_waiting:
            follow_up.confirm_done(added, team[Role.REGISTRY])
        if added.next_on and not is_last:
            added.next_on = in_days(days + EVERY)  # as it was promised then


def proof_of(advice: Advice, day: date) -> EvidenceData:
    """A small picture that stands for a photograph."""
    return EvidenceData(EvidenceKind.PHOTO, f"Foto bij: {advice.title}", dated_on=day, file=uploads.keep(PICTURE))
