"""The burgerberaad that is ready for its draw: sign-up has closed and the quotas are set."""

from __future__ import annotations

from beraad.assemblies.models import Assembly, Phase, RoomKind
from beraad.assemblies.service import AssemblyData
from beraad.demo import promised
from beraad.demo.basics import in_days, judge_alike, make_assembly, set_quotas, set_room, sign_up, walk_to
from beraad.demo.people import residents, volunteers
from beraad.demo.staff import Team, join
from beraad.recruitment.models.registration import Channel
from beraad.web import edge

SEED = 2
TITLE = "Burgerberaad Klimaat"
ROOM = {
    RoomKind.FIXED: [("In 2040 stoot de gemeente geen broeikasgas meer uit.", "Dat heeft de raad besloten.")],
    RoomKind.OPEN: [
        ("Welke maatregelen eerst komen.", ""),
        ("Hoe wij kosten en baten eerlijk verdelen.", ""),
    ],
    RoomKind.OUTSIDE: [("De prijs van gas en stroom.", "Daarover gaan het Rijk en de markt.")],
}


def make(team: Team, pool: int, seats: int) -> Assembly:
    """The burgerberaad with its pool and quotas."""
    with edge.unit_of_change():
        assembly = make_assembly(
            AssemblyData(
                TITLE,
                seats,
                question="Hoe wordt Voorbeeldstad op een eerlijke manier klimaatneutraal?",
                summary="Inwoners geven advies over het klimaatplan. De loting is over een week.",
            ),
            {"sign_up_opens": -70, "sign_up_closes": -10, "draw_on": 7, "starts_on": 40, "ends_on": 120,
             "advice_on": 140, "decision_on": 230},
        )  # fmt: skip
        join(team, assembly)
        set_room(assembly, ROOM)
        walk_to(assembly, Phase.LOTTERY)
        set_quotas(assembly)
        for person in volunteers(list(residents(pool * 4, SEED)), pool, SEED):
            sign_up(assembly, person, Channel.LETTER)
        judge_alike(assembly)
    with edge.unit_of_change():
        promised.begin(assembly, in_days(-85))
    return assembly
