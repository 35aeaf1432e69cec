"""What a burgerberaad needs before its next step. A gap is a code; pages give it words and a place to mend it."""

from __future__ import annotations

import enum
from datetime import date
from itertools import pairwise

from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly, Phase, RoomKind

#: the key dates in the order in which they have to fall
DATES = ("sign_up_opens", "sign_up_closes", "draw_on", "starts_on", "ends_on", "advice_on", "decision_on")
#: days between advice and decision below which the decision comes too soon to weigh the advice
LEAST_DAYS_TO_DECIDE = 28


class Gap(enum.StrEnum):
    """Something that is missing."""

    QUESTION = "vraag"
    ROOM_OPEN = "speelruimte_open"
    ROOM_FIXED = "speelruimte_vast"
    SUMMARY = "samenvatting"
    COMMISSIONER = "opdrachtgever"
    ORGANISER = "opdrachtnemer"
    CONTACT = "contactpersoon"
    COMMITMENT = "toezegging"
    EXPECTATIONS = "verwachtingen"
    FEATURES = "kenmerken"
    ANSWERS = "antwoorden"
    SIGN_UP_DATES = "aanmelddata"
    MEETING_DATES = "bijeenkomstdata"
    DECISION_SOON = "besluit_te_vroeg"
    NOT_PUBLIC = "niet_openbaar"

    @property
    def label(self) -> str:
        return str(GAP_LABELS[self])


GAP_LABELS = {
    Gap.QUESTION: _l("Schrijf de vraag aan het panel."),
    Gap.ROOM_OPEN: _l("Zet in de speelruimte wat open ligt."),
    Gap.ROOM_FIXED: _l("Zet in de speelruimte wat vaststaat."),
    Gap.SUMMARY: _l("Schrijf een samenvatting voor de openbare pagina."),
    Gap.COMMISSIONER: _l("Vul in wie de opdrachtgever is."),
    Gap.ORGANISER: _l("Vul in wie de opdrachtnemer is."),
    Gap.CONTACT: _l("Vul een contactpersoon in, met e-mailadres of telefoonnummer."),
    Gap.COMMITMENT: _l("Vraag de opdrachtgever om een toezegging vooraf."),
    Gap.EXPECTATIONS: _l("Schrijf op wat u van panelleden vraagt en wat zij krijgen."),
    Gap.FEATURES: _l("Kies de kenmerken waarop het panel een afspiegeling is."),
    Gap.ANSWERS: _l("Geef elk kenmerk minstens twee antwoorden."),
    Gap.SIGN_UP_DATES: _l("Vul in wanneer mensen zich kunnen aanmelden."),
    Gap.MEETING_DATES: _l("Vul de eerste en de laatste bijeenkomst in."),
    Gap.DECISION_SOON: _l("Het besluit valt binnen vier weken na het advies. Is er dan tijd om het te wegen?"),
    Gap.NOT_PUBLIC: _l("Maak de pagina van het burgerberaad openbaar."),
}


def before_publication(assembly: Assembly) -> list[Gap]:
    """What stands in the way of showing `assembly` to the public: without a question and room it is only for show."""
    return _held(
        (Gap.QUESTION, not assembly.question),
        (Gap.ROOM_OPEN, not _has_room(assembly, RoomKind.OPEN)),
    )


def before_phase(assembly: Assembly, phase: Phase) -> list[Gap]:
    """What is better in place before `assembly` is in `phase`: all that earlier phases asked for as well."""
    order = list(Phase)
    found: list[Gap] = []
    for step, gaps in ((Phase.RECRUITMENT, _before_recruitment), (Phase.MEETINGS, _before_meetings)):
        if order.index(phase) >= order.index(step):
            found += gaps(assembly)
    return found


def _before_recruitment(assembly: Assembly) -> list[Gap]:
    return before_publication(assembly) + _held(
        (Gap.ROOM_FIXED, not _has_room(assembly, RoomKind.FIXED)),
        (Gap.SUMMARY, not assembly.summary),
        (Gap.COMMISSIONER, not assembly.commissioner),
        (Gap.ORGANISER, not assembly.organiser),
        (Gap.CONTACT, not (assembly.contact_name and (assembly.contact_email or assembly.contact_phone))),
        (Gap.COMMITMENT, not assembly.commitment),
        (Gap.EXPECTATIONS, not assembly.expectations),
        (Gap.FEATURES, not assembly.features),
        (Gap.ANSWERS, any(len(feature.answers) < 2 for feature in assembly.features)),
        (Gap.SIGN_UP_DATES, not (assembly.sign_up_opens and assembly.sign_up_closes)),
        (Gap.DECISION_SOON, decides_too_soon(assembly)),
        (Gap.NOT_PUBLIC, not assembly.is_public),
    )


def _before_meetings(assembly: Assembly) -> list[Gap]:
    return _held((Gap.MEETING_DATES, not (assembly.starts_on and assembly.ends_on)))


def decides_too_soon(assembly: Assembly) -> bool:
    """Whether the decision falls so close to the advice that it can't weigh it."""
    if assembly.advice_on is None or assembly.decision_on is None:
        return False
    return (assembly.decision_on - assembly.advice_on).days < LEAST_DAYS_TO_DECIDE


def first_out_of_order(dates: dict[str, date | None]) -> tuple[str, str] | None:
    """The first two of `DATES` of which the later lies before the earlier; missing dates are passed over."""
    filled = [(name, day) for name in DATES if (day := dates.get(name)) is not None]
    for (earlier, first), (later, second) in pairwise(filled):
        if second < first:
            return earlier, later
    return None


def _has_room(assembly: Assembly, kind: RoomKind) -> bool:
    return any(item.kind == kind for item in assembly.room)


def _held(*checks: tuple[Gap, bool]) -> list[Gap]:
    return [gap for gap, missing in checks if missing]
