"""What has to be decided before a letter goes: it names the days, and who gets it signs up by these settings."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from beraad.assemblies.models import Assembly
from beraad.days import today
from beraad.extensions import db
from beraad.recruitment.models.sign_up import SignUpSettings
from beraad.recruitment.signals import LetterGap, letter_gaps, meeting_days

SETTINGS = LetterGap(
    _l("Stel in wat u vraagt bij het aanmelden: minimumleeftijd, dagen en wat mensen nodig hebben."),
    "recruitment_questions.settings",
)
DAYS = LetterGap(
    _l("Zet de bijeenkomsten in het programma, of vul hun dagen in bij wat u vraagt."), "recruitment_questions.settings"
)
LAST_DAY = LetterGap(_l("Vul de laatste dag van aanmelden in."), "assemblies_overview.dates")
PAST = LetterGap(
    _l("De laatste dag van aanmelden is voorbij. Met een brief kan niemand zich nog aanmelden."),
    "assemblies_overview.dates",
)


def gaps(assembly: Assembly) -> list[LetterGap]:
    """What is still to be decided, also in the rooms above, each with the page where that is done."""
    return [*_own(assembly), *letter_gaps(assembly)]


def _own(assembly: Assembly) -> Iterator[LetterGap]:
    settings = db.session.get(SignUpSettings, assembly.id)
    if settings is None:
        yield SETTINGS
    elif not settings.days and not meeting_days(assembly):
        yield DAYS
    if assembly.sign_up_closes is None:
        yield LAST_DAY
    elif assembly.sign_up_closes < today():
        yield PAST
