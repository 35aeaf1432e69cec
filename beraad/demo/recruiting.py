"""The burgerberaad that is open for sign-up: a register sample, two waves of letters, a few hundred sign-ups."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from beraad.allowances import service as allowances
from beraad.allowances.service import SchemeData
from beraad.assemblies.models import Assembly, Phase, Role, RoomKind
from beraad.assemblies.service import AssemblyData
from beraad.demo import promised
from beraad.demo.basics import make_assembly, on_saturday, set_quotas, set_room, sign_up, walk_to
from beraad.demo.people import Person, residents, volunteers
from beraad.demo.staff import Team, join
from beraad.extensions import db
from beraad.orm import now
from beraad.recruitment.letters import printing, sampling, strata
from beraad.recruitment.letters import service as waves
from beraad.recruitment.letters.letterhead import look, return_address, sender
from beraad.recruitment.letters.letterhead.return_address import ReturnAddress
from beraad.recruitment.letters.letterhead.sender import Sender
from beraad.recruitment.models.registration import Channel
from beraad.recruitment.models.sign_up import QuestionKind
from beraad.recruitment.models.waves import Invitation, LetterBatch, Wave
from beraad.recruitment.questions import service as questions
from beraad.recruitment.questions.service import QuestionData, SettingsData
from beraad.recruitment.register import service as samples
from beraad.web import edge

SEED = 1
#: of the file with the letters of the first wave, which the printer has
PRINTED = "0" * 64
TITLE = "Burgerberaad Wonen"
ROOM = {
    RoomKind.FIXED: [
        ("Er komen tot 2035 1.200 woningen bij.", "De raad heeft dit vastgelegd in de woonvisie."),
        ("Wij bouwen niet in het natuurgebied.", "Dat staat in het bestemmingsplan."),
    ],
    RoomKind.OPEN: [
        ("Voor wie wij bouwen.", "De raad heeft nog geen verdeling gekozen."),
        ("Waar in het dorp of de stad wij bouwen.", "Er zijn zes plekken in beeld."),
        ("Hoe de buurt meepraat over een plan.", ""),
    ],
    RoomKind.OUTSIDE: [("De hoogte van de huren.", "Het Rijk maakt de regels over huren.")],
}
ENGLISH = {
    "geslacht": "gender",
    "Wat is uw geslacht?": "What is your gender?",
    "leeftijd": "age",
    "Hoe oud bent u?": "How old are you?",
    "opleiding": "education",
    "Wat is uw hoogste opleiding?": "What is your highest level of education?",
    "Praktisch: lagere school, lts, huishoudschool, mulo, vmbo of mbo 1. "
    "Middelbaar: mavo, havo, vwo of mbo 2, 3 of 4. Theoretisch: hbo of universiteit.": (
        "Practical: primary or lower vocational school. Secondary: secondary school or vocational training. "
        "Theoretical: university or university of applied sciences."
    ),
    "vrouw": "woman",
    "man": "man",
    "anders": "other",
    "praktisch": "practical",
    "middelbaar": "secondary",
    "theoretisch": "theoretical",
    "wijk": "district",
    "In welke wijk woont u?": "In which district do you live?",
    "Hoe hoorde u van dit burgerberaad?": "How did you hear about this citizens' assembly?",
    "Door de brief": "Through the letter",
    "Anders": "In another way",
    "Waarom wilt u meedoen?": "Why would you like to take part?",
}
#: telephone of a care home, and how many of its residents sign up
CARE_HOME, IN_CARE = "0500 111 222", 9
HEADER = ("naam", "adresregel1", "postcode", "woonplaats", "gemeente", "wijk", "geboortejaar")


def make(team: Team, sample: int, letters: int, sign_ups: int) -> Assembly:
    """The burgerberaad with its sample, letters and sign-ups; needs jobs that are done at once."""
    with edge.unit_of_change():
        assembly = make_assembly(
            AssemblyData(
                TITLE,
                75,
                question="Wat moeten wij doen zodat iedereen in Voorbeeldstad goed kan wonen?",
                summary="Vijfenzeventig inwoners geven de raad advies over wonen. Het lot bepaalt wie er meedoet.",
            ),
            {"sign_up_opens": -20, "sign_up_closes": 22, "draw_on": 30, "starts_on": 60, "ends_on": 150,
             "advice_on": 170, "decision_on": 260},
        )  # fmt: skip
        join(team, assembly)
        set_room(assembly, ROOM)
        walk_to(assembly, Phase.RECRUITMENT)
        set_quotas(assembly)
        ask_more(assembly)
        allowances.set_scheme(assembly, SchemeData(10_000, 23, True, 100))
    people = list(residents(sample, SEED))
    take_sample(assembly, people)
    first = send_first_wave(team, assembly, letters)
    with edge.unit_of_change():
        answer_letters(assembly, first, people, sign_ups)
    make_second_wave(team, assembly, letters // 20)
    promised.wait(team, assembly)
    return assembly


def take_sample(assembly: Assembly, people: list[Person]) -> None:
    """The register's sample read, and who signs the letters."""
    with edge.unit_of_change():
        received = samples.receive(assembly, "steekproef.csv", io.BytesIO(register_file(people)))
        samples.start(received, received.mapping)
        samples.save_profile(assembly, "Burgerzaken", HEADER, received.mapping, leaves_out_secret=False)
        choose_letterhead(assembly)


def send_first_wave(team: Team, assembly: Assembly, letters: int) -> Wave:
    """The wave that everybody answers; the printer has its one file."""
    with edge.unit_of_change():
        first = waves.plan(assembly, letters, waves.WaveData(("wijk",)))
        first.created_by_id = team[Role.REGISTRY].id
    with edge.unit_of_change():
        waves.approve(db.session.get_one(Wave, first.id), team[Role.ORGANISER])
        file = LetterBatch(wave_id=first.id, number=1, first=1, last=letters, sha256=PRINTED, fetched_at=now())
        db.session.add(file)
        waves.mark_sent(first)
    return first


def choose_letterhead(assembly: Assembly) -> None:
    """Where paper sign-ups go, who signs, and a page in English."""
    look.choose(assembly, large=False, second_language="en")
    address = ReturnAddress("Griffie Voorbeeldstad", "Antwoordnummer 100", "9400 VB", "Voorbeeldstad")
    return_address.choose(assembly, address)
    sender.choose(assembly, Sender("Robin Voorbeeld", "burgemeester van Voorbeeldstad", "fg@voorbeeld.example"))


def ask_more(assembly: Assembly) -> None:
    """What the organiser asks besides the features, with its English, and the link for everyone."""
    days = [on_saturday(day) for day in (60, 82, 104, 127, 150)]
    questions.set_up(assembly, SettingsData(16, asks_days=True, days=days, asks_needs=True))
    heard = QuestionData(QuestionKind.CHOICE, "Hoe hoorde u van dit burgerberaad?", choices=("Door de brief", "Anders"))
    questions.add(assembly, heard)
    questions.add(assembly, QuestionData(QuestionKind.TEXT, "Waarom wilt u meedoen?"))
    questions.translate(assembly, "en", ENGLISH)
    reason = "De raad wil ook mensen horen die geen brief kregen. Zij kunnen niet worden ingeloot."
    questions.switch_open_link(assembly, is_open=True, counts=False, reason=reason)


def make_second_wave(team: Team, assembly: Assembly, letters: int) -> None:
    """A small extra wave whose letters have been made but not sent, so that one can be read and answered."""
    with edge.unit_of_change():
        candidates = strata.candidates(
            assembly.id, ("wijk",), strata.ages_now(assembly), waves.next_number(assembly.id), True
        )
        supply = strata.supply(candidates, one_per_household=True)
        sizes = sampling.mirrored(supply.people, letters, supply.most)
        wave = waves.plan(assembly, letters, waves.WaveData(("wijk",), sizes))
        wave.created_by_id = team[Role.REGISTRY].id
    with edge.unit_of_change():
        waves.approve(db.session.get_one(Wave, wave.id), team[Role.ORGANISER])
        printing.start(wave)


def answer_letters(assembly: Assembly, wave: Wave, people: list[Person], count: int) -> None:
    """Let `count` of those who got a letter sign up, most on the web and some by paper or phone."""
    by_key = {(person.name, person.address, person.postcode.replace(" ", "")): person for person in people}
    letters = select(Invitation).where(Invitation.wave_id == wave.id).order_by(Invitation.number)
    invited: dict[int, Invitation] = {}
    eager = []
    for invitation in db.session.scalars(letters):
        row = invitation.register_row
        person = by_key.get((row.name, row.address_line1, row.postcode.replace(" ", ""))) if row else None
        if person is not None:
            invited[person.number] = invitation
            eager.append(person)
    channels = _channels()
    for place, person in enumerate(volunteers(eager, count, SEED)):
        shown = replace(person, phone=CARE_HOME) if place < IN_CARE else person
        sign_up(assembly, shown, next(channels), invited[person.number])


def _channels() -> Iterator[Channel]:
    while True:
        yield from [Channel.LETTER] * 8 + [Channel.PAPER, Channel.PHONE]


def register_file(people: list[Person]) -> bytes:
    """The sample as a municipality would deliver it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(HEADER)
    for person in people:
        writer.writerow(
            (person.name, person.address, person.postcode, person.place, person.place, person.answers["wijk"],
             person.birth_year)
        )  # fmt: skip
    return out.getvalue().encode()
