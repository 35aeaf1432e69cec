"""What a burgerberaad needs before its next step. Pages show each gap with the place to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import lazy_gettext as _l

from beraad.assemblies.deciding import queries
from beraad.assemblies.deciding.models import Step
from beraad.assemblies.errors import (
    DechargeMissingError,
    NoGoError,
    RunsBackError,
    SignUpRunsError,
    StaysPublicError,
)
from beraad.assemblies.models import Assembly, Phase, RoomKind
from beraad.assemblies.signals import are_features_in_use, has_draw, open_items
from beraad.choices import LabelledEnum
from beraad.days import today

#: days between advice and decision below which the decision comes too soon to weigh the advice
LEAST_DAYS_TO_DECIDE = 28


class Gap(LabelledEnum):
    """Something that is missing; the label says what to do about it."""

    QUESTION = "vraag", _l("Schrijf de vraag aan het panel.")
    ROOM_OPEN = "speelruimte_open", _l("Zet in de speelruimte wat open ligt.")
    ROOM_FIXED = "speelruimte_vast", _l("Zet in de speelruimte wat vaststaat.")
    DECIDED = "besloten", _l("Leg de drie besluiten van de voorbereiding vast: ga door, of nee, want.")
    SUMMARY = "samenvatting", _l("Schrijf een samenvatting voor de openbare pagina.")
    COMMISSIONER = "opdrachtgever", _l("Vul in wie de opdrachtgever is.")
    ORGANISER = "opdrachtnemer", _l("Vul in wie de opdrachtnemer is.")
    CONTACT = "contactpersoon", _l("Vul een contactpersoon in, met e-mailadres of telefoonnummer.")
    COMMITMENT = "toezegging", _l("Vraag de opdrachtgever om een toezegging vooraf.")
    EXPECTATIONS = "verwachtingen", _l("Schrijf op wat u van panelleden vraagt en wat zij krijgen.")
    FEATURES = "kenmerken", _l("Kies de kenmerken waarop het panel een afspiegeling is.")
    ANSWERS = "antwoorden", _l("Geef elk kenmerk minstens twee antwoorden.")
    SIGN_UP_DATES = "aanmelddata", _l("Vul in wanneer mensen zich kunnen aanmelden.")
    MEETING_DATES = "bijeenkomstdata", _l("Vul de eerste en de laatste bijeenkomst in.")
    DECISION_SOON = (
        "besluit_te_vroeg",
        _l("Het besluit valt binnen vier weken na het advies. Is er dan tijd om het te wegen?"),
    )
    NOT_PUBLIC = "niet_openbaar", _l("Maak de pagina van het burgerberaad openbaar.")


def before_publication(assembly: Assembly) -> list[Gap]:
    """Returns what keeps `assembly` from the public: without a question and something open it is only for show."""
    return _missing(
        (Gap.QUESTION, not assembly.question),
        (Gap.ROOM_OPEN, not _has_room(assembly, RoomKind.OPEN)),
    )


@contextmanager
def staying_public(assembly: Assembly) -> Iterator[None]:
    """What a public page has to have is not taken away inside. Raises StaysPublicError."""
    before = set(before_publication(assembly))
    yield
    lost = [gap for gap in before_publication(assembly) if gap not in before]
    if lost and assembly.is_public:
        raise StaysPublicError([gap.value for gap in lost])


def binds(assembly: Assembly) -> bool:
    """Whether people count on what was promised: they can sign up, or have done so."""
    opens = assembly.sign_up_opens
    if assembly.phase is Phase.RECRUITMENT and (opens is None or opens <= today()):
        return True
    return assembly.phase not in (Phase.PREPARATION, Phase.RECRUITMENT) or are_features_in_use(assembly)


def require_possible(assembly: Assembly, phase: Phase) -> None:
    """What no reason overrides.

    Raises RunsBackError over a draw, SignUpRunsError before the last day, NoGoError after a no, or
    DechargeMissingError while something open has no new owner.
    """
    order = list(Phase)
    if order.index(phase) < order.index(Phase.LOTTERY):
        if has_draw(assembly):
            raise RunsBackError
        if phase is Phase.RECRUITMENT and queries.refusal(assembly) is not None:
            raise NoGoError
        return
    if queries.refusal(assembly) is not None and phase is not Phase.CLOSED:
        raise NoGoError
    if phase is Phase.CLOSED and has_draw(assembly):
        _require_decharge(assembly)
    closes = assembly.sign_up_closes
    if order.index(assembly.phase) < order.index(Phase.LOTTERY) and closes is not None and today() <= closes:
        raise SignUpRunsError(closes)


def _require_decharge(assembly: Assembly) -> None:
    granted = queries.decharge(assembly)
    owned = {key for key, _label, _owner in granted.items} if granted is not None else set()
    if granted is None or any(key not in owned for key, _label in open_items(assembly)):
        raise DechargeMissingError


def before_phase(assembly: Assembly, phase: Phase) -> list[Gap]:
    """Returns what is missing before `assembly` enters `phase`, earlier phases included."""
    order = list(Phase)
    missing: list[Gap] = []
    for step, gaps in ((Phase.RECRUITMENT, _before_recruitment), (Phase.MEETINGS, _before_meetings)):
        if order.index(phase) >= order.index(step):
            missing += gaps(assembly)
    return missing


def _before_recruitment(assembly: Assembly) -> list[Gap]:
    return before_publication(assembly) + _missing(
        (Gap.DECIDED, not _is_decided(assembly)),
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


def _is_decided(assembly: Assembly) -> bool:
    latest = queries.latest(assembly)
    return all(step in latest and latest[step].is_go for step in Step)


def _before_meetings(assembly: Assembly) -> list[Gap]:
    return _missing((Gap.MEETING_DATES, not (assembly.starts_on and assembly.ends_on)))


def decides_too_soon(assembly: Assembly) -> bool:
    """Whether the decision falls so close to the advice that it can't weigh it."""
    if assembly.advice_on is None or assembly.decision_on is None:
        return False
    return (assembly.decision_on - assembly.advice_on).days < LEAST_DAYS_TO_DECIDE


def _has_room(assembly: Assembly, kind: RoomKind) -> bool:
    return any(item.kind is kind for item in assembly.room)


def _missing(*checks: tuple[Gap, bool]) -> list[Gap]:
    return [gap for gap, is_missing in checks if is_missing]
