"""Whom the question touches, and whom the municipality spoke before the draw."""

from __future__ import annotations

from beraad.assemblies.models import Assembly, Check
from beraad.assemblies.promises import queries
from beraad.assemblies.promises import service as promises
from beraad.demo.basics import in_days
from beraad.outreach import service
from beraad.outreach.models import Means, Way
from beraad.outreach.service import ContactData, InterestData

INTERESTS: tuple[tuple[str, str, bool, dict[Means, str]], ...] = (
    ("Huurders", "Zij betalen de energierekening, maar beslissen niet over hun huis.", True,
     {Means.SEAT: "Panelleden uit huurwoningen", Means.SPEAKER: "Huurdersvereniging"}),
    ("Ondernemers in de dorpen", "Zij moeten als eersten verbouwen.", True,
     {Means.SEAT: "Panelleden met een bedrijf", Means.DOCUMENT: "Waarom wij rustig aan moeten doen"}),
    ("Jongeren tot 16 jaar", "Zij leven het langst met het besluit, maar loten niet mee.", False,
     {Means.TALK: "Gesprek met twee klassen"}),
    ("Mensen die weinig lezen", "Zij missen wat alleen op papier staat.", False, {}),
)  # fmt: skip


def add(assembly: Assembly, days: int) -> None:
    """The map, and two contacts that were made `days` from now and a week later."""
    ids = {interest[0]: service.add_interest(assembly, InterestData(*interest)).id for interest in INTERESTS}
    young, tenants = ids["Jongeren tot 16 jaar"], ids["Huurders"]
    talk = ContactData(
        in_days(days),
        Way.LIVE,
        "Gesprek met twee klassen",
        41,
        48,
        "Meer bomen bij school en veilige fietsroutes.",
        young,
    )
    evening = ContactData(
        in_days(days + 7), Way.ONLINE, "Vragenuur voor huurders", 25, 30, "De huur mag niet stijgen.", tenants
    )
    service.add_contact(assembly, talk)
    service.add_contact(assembly, evening)


def look_at_question(assembly: Assembly) -> None:
    """The question was tried before it was asked."""
    newest = queries.newest_question(assembly)
    assert newest is not None, "the burgerberaad has a question"
    promises.check_question(newest, Check, 6, "Iedereen noemde uit zichzelf groen en kosten.")
