"""The burgerberaad in follow-up: drawn in public, a panel that met, documents, and advice that is being followed."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlalchemy import select

from beraad.assemblies.models import Assembly, Phase, Role, RoomKind
from beraad.assemblies.promises import service as promises
from beraad.assemblies.promises.service import PlanData
from beraad.assemblies.service import AssemblyData
from beraad.days import ZONE
from beraad.demo import advice, promised, seated, voices
from beraad.demo.basics import in_days, judge_alike, make_assembly, on_saturday, set_quotas, set_room, sign_up, walk_to
from beraad.demo.people import residents, volunteers
from beraad.demo.staff import Team, join
from beraad.extensions import db
from beraad.lottery.draw import holding
from beraad.lottery.draw.service import Plan
from beraad.lottery.models import DrawKind
from beraad.materials import requests
from beraad.materials import service as materials
from beraad.materials.models import Kind, Readers, RequestKind, Stance
from beraad.materials.service import Content, DocumentData
from beraad.meetings import attendance
from beraad.meetings import service as meetings
from beraad.meetings.models import Audience, BlockKind, Briefing, Meeting, Mode, Presence
from beraad.meetings.service import BlockData, GuestData, MeetingData
from beraad.panel.models import Seat, SeatId, SeatState
from beraad.recruitment.models.registration import Channel
from beraad.web import edge

SEED = 3
TITLE = "Burgerberaad Groen en Energie"
ROOM = {
    RoomKind.FIXED: [("Wij halen de doelen van het Rijk voor 2030.", "Dat is wet.")],
    RoomKind.OPEN: [("Hoe wij die doelen halen.", ""), ("Wie wat bijdraagt.", "")],
    RoomKind.OUTSIDE: [("Belastingen van het Rijk.", "")],
}
PLAN = PlanData(
    occasion="De raad wil in 2030 de helft minder uitstoot. Inwoners merken daarvan veel.",
    goal="Advies over maatregelen die werken en die mensen eerlijk vinden.",
    participants="Een geloot panel dat lijkt op de bevolking. Wie niet geloot is, kan meekijken.",
    resources="Vijf zaterdagen, een begroting van 180.000 euro, een vast team van vier mensen.",
    decision_making="Het panel stemt. Meer dan de helft moet voor zijn. De raad reageert binnen vier maanden.",
    feedback="Elke vier maanden een bericht over elke aanbeveling, en na een jaar een terugkomdag.",
    evaluation="Het panel kiest waaraan wij zien of het werkt. De uitkomst gaat naar panel en raad.",
)
#: title, days from now (the Saturday after that), and the parts: kind, title, minutes
MEETINGS = (
    ("Kennismaken en de vraag", -300, ((BlockKind.INFORM, "Welkom en de vraag", 45),
                                       (BlockKind.DIALOGUE, "Wat vindt u belangrijk?", 120),
                                       (BlockKind.PAUSE, "Lunch", 60),
                                       (BlockKind.DIALOGUE, "Wat willen wij weten?", 90))),
    ("Deskundigen aan het woord", -272, ((BlockKind.INFORM, "Vier deskundigen, vier blikken", 80),
                                         (BlockKind.DIALOGUE, "Vragen aan tafel", 120),
                                         (BlockKind.PAUSE, "Lunch", 60),
                                         (BlockKind.DIALOGUE, "Wat betekent dit voor ons?", 90))),
    ("Van ideeën naar voorstellen", -244, ((BlockKind.DIALOGUE, "Schrijven aan tafels", 150),
                                           (BlockKind.PAUSE, "Lunch", 60),
                                           (BlockKind.DIALOGUE, "Voorstellen verbeteren", 120))),
    ("Beslissen", -216, ((BlockKind.INFORM, "Alle voorstellen op een rij", 30),
                         (BlockKind.DIALOGUE, "Laatste wijzigingen", 90), (BlockKind.PAUSE, "Lunch", 60),
                         (BlockKind.DECIDE, "Stemmen", 60))),
    ("Terugkomdag", 28, ((BlockKind.INFORM, "Wat is er gedaan?", 60), (BlockKind.DIALOGUE, "Wat vindt u ervan?", 90))),
)  # fmt: skip
#: title, kind, stance, text
DOCUMENTS = (
    ("Wat is een burgerberaad?", Kind.EXPLANATION, None,
     "Een **burgerberaad** geeft advies aan de raad.\n\n- Het lot bepaalt wie meedoet.\n- U hoeft niets te weten.\n"),
    ("De energie van Voorbeeldstad in cijfers", Kind.RESEARCH, Stance.NEUTRAL,
     "## Waar gaat de energie heen?\n\nWoningen gebruiken 38 procent, vervoer 31 procent, bedrijven 31 procent.\n"),
    ("Waarom wij snel moeten zijn", Kind.OPINION, Stance.FOR,
     "Wie nu begint, betaalt later minder. Dat zeggen de bewoners van Noord.\n"),
    ("Waarom wij rustig aan moeten doen", Kind.OPINION, Stance.AGAINST,
     "Niet iedereen kan de kosten dragen. Dat zeggen ondernemers in de dorpen.\n"),
)  # fmt: skip


def make(team: Team, pool: int, seats: int) -> Assembly:
    """The burgerberaad from its pool to what came of its advice."""
    with edge.unit_of_change():
        assembly = make_assembly(
            AssemblyData(
                TITLE,
                seats,
                question="Hoe wordt Voorbeeldstad groener en zuiniger, op een manier die eerlijk is?",
                summary="Het panel gaf advies. Hier ziet u wat de raad ermee doet.",
            ),
            {"sign_up_opens": -400, "sign_up_closes": -350, "draw_on": -340, "starts_on": -300, "ends_on": -216,
             "advice_on": -200, "decision_on": -80},
        )  # fmt: skip
        join(team, assembly)
        set_room(assembly, ROOM)
        voices.look_at_question(assembly)
        voices.add(assembly, -410)
        walk_to(assembly, Phase.FOLLOW_UP)
        set_quotas(assembly)
        for person in volunteers(list(residents(pool * 4, SEED)), pool, SEED):
            sign_up(assembly, person, Channel.LETTER)
        judge_alike(assembly)
    with edge.unit_of_change():
        promised.begin(assembly, in_days(-405))
        promised.change(team, assembly)
    draw(team, assembly)
    with edge.unit_of_change():
        seated.fill(assembly)
    with edge.unit_of_change():
        approve_plan(assembly)
        hold_meetings(assembly)
        seated.pay(team, assembly)
        seated.leave_and_report(assembly)
        ask_questions(team, assembly)
        advice.make(team, assembly)
        promised.keep_terms(team, assembly)
    return assembly


def draw(team: Team, assembly: Assembly) -> None:
    """The real draw by two officials, which seats the panel."""
    first, second = team[Role.REGISTRY], team[Role.ORGANISER]
    plan = Plan(DrawKind.REAL, short_term_reason="Dit is een demonstratie.", place="Raadzaal van Voorbeeldstad")
    held = holding.hold(assembly, plan, "0123456789", first, second)
    holding.finish(held, "123", first, second)


def approve_plan(assembly: Assembly) -> None:
    """The participatieplan, as the council approved it before the first letter."""
    plan = promises.write_plan(assembly, PLAN)
    promises.approve_plan(assembly, plan, "Gemeenteraad van Voorbeeldstad", in_days(-420))


def ask_questions(team: Team, assembly: Assembly) -> None:
    """What the panel wanted to know: answered, refused with a reason, under way, and new."""
    first, second, third, _last = (
        requests.ask(assembly, kind, text, None)
        for kind, text in (
            (RequestKind.FACT, "Hoeveel daken zijn geschikt voor zonnepanelen?"),
            (RequestKind.VISIT, "Kunnen wij een windpark in het buitenland bezoeken?"),
            (RequestKind.EXPERT, "Wie kan ons vertellen over warmte uit water?"),
            (RequestKind.FACT, "Wat betaalt een gezin nu gemiddeld voor energie?"),
        )
    )
    requests.assign(first, team[Role.OFFICIAL].id, in_days(-250))
    requests.answer(first, "Van de 9.000 daken zijn er 5.400 geschikt.")
    requests.refuse(second, "De reis kost te veel tijd. Een windpark dichtbij kan wel.")
    requests.assign(third, team[Role.OFFICIAL].id, in_days(14))


def note_attendance(assembly: Assembly, meeting: Meeting, number: int) -> None:
    """Nearly everyone was there; at each meeting another person had signed off or left early."""
    confirmed = db.session.scalars(
        select(Seat.id).where(Seat.assembly_id == assembly.id, Seat.state == SeatState.CONFIRMED).order_by(Seat.number)
    ).all()
    presence: dict[SeatId, Presence | None] = dict.fromkeys(confirmed, Presence.PRESENT)
    presence[confirmed[number]] = Presence.SIGNED_OFF
    presence[confirmed[-number]] = Presence.PARTLY
    attendance.note(meeting, presence)


def hold_meetings(assembly: Assembly) -> None:
    """Five meetings with their programme, guests and documents; the last is still to come."""
    for number, (title, days, parts) in enumerate(MEETINGS, 1):
        starts = datetime.combine(on_saturday(days), time(10), ZONE)
        minutes = sum(part[2] for part in parts)
        meeting = meetings.plan(
            assembly,
            MeetingData(
                number, title, starts, starts + timedelta(minutes=minutes), Mode.PHYSICAL,
                "Dorpshuis De Verzinning", "Demoplein 1, Voorbeeldstad", "",
                "De zaal heeft een ringleiding en is toegankelijk met een rolstoel.",
                Audience.PANEL if days < 0 else Audience.PUBLIC,
            ),
        )  # fmt: skip
        for kind, name, length in parts:
            meetings.add_block(meeting, BlockData(kind, name, length))
        if days < 0:
            meetings.mark_held(meeting)
            note_attendance(assembly, meeting, number)
        if number == 2:
            meetings.add_guest(meeting, GuestData("Deskundige energie (verzonnen)", Briefing.ANSWER, "Spreker"))
        add_documents(assembly, meeting, number)


def add_documents(assembly: Assembly, meeting: Meeting, number: int) -> None:
    """What the panel reads before the first two meetings; the groundwork is for everyone."""
    for title, kind, stance, text in DOCUMENTS if number == 2 else DOCUMENTS[:1] if number == 1 else ():
        readers = Readers.PUBLIC if kind in (Kind.EXPLANATION, Kind.RESEARCH) else Readers.PANEL
        data = DocumentData(
            f"{title} ({number})" if number == 1 else title, kind, meeting_id=meeting.id, stance=stance,
            readers=readers,
            is_groundwork=kind is Kind.RESEARCH, source="Griffie van Voorbeeldstad",
        )  # fmt: skip
        materials.publish(materials.create(assembly, data, Content(text)))
