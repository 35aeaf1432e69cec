"""The kinds of personal data that have a term, from when it runs, and how long it is unless staff choose otherwise."""

from __future__ import annotations

import enum

from flask_babel import lazy_gettext as _l


class Start(enum.StrEnum):
    """The day from which a term runs."""

    DRAW = "loting"
    LAST_REPLACEMENT = "laatste_vervanging"
    LAST_MEETING = "laatste_bijeenkomst"
    FOLLOW_UP_END = "einde_opvolging"
    SENDING = "versturen"

    @property
    def label(self) -> str:
        return str(START_LABELS[self])


START_LABELS = {
    Start.DRAW: _l("na de loting"),
    Start.LAST_REPLACEMENT: _l("nadat niemand meer vervangen hoeft te worden"),
    Start.LAST_MEETING: _l("na de laatste bijeenkomst"),
    Start.FOLLOW_UP_END: _l("nadat de opvolging is afgesloten"),
    Start.SENDING: _l("na het versturen"),
}


class Kind(enum.StrEnum):
    """What is deleted together, for one burgerberaad."""

    SAMPLE = "steekproef"
    SPECIAL = "bijzonder"
    NOT_DRAWN = "niet_ingeloot"
    NEEDS = "behoeften"
    BANK = "rekeningnummers"
    PANEL = "panel"
    MESSAGES = "berichten"

    @property
    def label(self) -> str:
        return str(KIND_LABELS[self])

    @property
    def starts(self) -> Start:
        return STARTS[self]

    @property
    def days(self) -> int:
        """The term in days unless a burgerberaad has another."""
        return DEFAULT_DAYS[self]


KIND_LABELS = {
    Kind.SAMPLE: _l("Steekproef: mensen die zich niet aanmeldden"),
    Kind.SPECIAL: _l("Herkomst, ook in lotingen, en wat mensen die niet in het panel kwamen nodig hebben"),
    Kind.NOT_DRAWN: _l("Aanmeldingen van mensen die niet in het panel kwamen"),
    Kind.NEEDS: _l("Wat panelleden nodig hebben, en waarom zij zich afmeldden"),
    Kind.BANK: _l("Rekeningnummers voor de vergoeding, en declaraties van reiskosten"),
    Kind.PANEL: _l("Panelleden: naam, adres, antwoorden en account"),
    Kind.MESSAGES: _l("Verstuurde berichten: adres, onderwerp en tekst"),
}

STARTS = {
    Kind.SAMPLE: Start.DRAW,
    Kind.SPECIAL: Start.LAST_REPLACEMENT,
    Kind.NOT_DRAWN: Start.LAST_REPLACEMENT,
    Kind.NEEDS: Start.LAST_MEETING,
    Kind.BANK: Start.LAST_MEETING,
    Kind.PANEL: Start.FOLLOW_UP_END,
    Kind.MESSAGES: Start.SENDING,
}

#: eight weeks, right away, three months, right away, four weeks (to pay the allowance of the last meeting), a year and
#: three months
DEFAULT_DAYS = {
    Kind.SAMPLE: 56,
    Kind.SPECIAL: 0,
    Kind.NOT_DRAWN: 91,
    Kind.NEEDS: 0,
    Kind.BANK: 28,
    Kind.PANEL: 365,
    Kind.MESSAGES: 91,
}

#: the longest term that can be chosen
LONGEST_DAYS = 3650


class SiteKind(enum.StrEnum):
    """What belongs to no burgerberaad and is deleted on terms that are the same everywhere."""

    LINKS = "inloglinks"
    MESSAGES = "inlogberichten"
    JOBS = "taken"
    FILES = "losse_bestanden"

    @property
    def label(self) -> str:
        return str(SITE_LABELS[self])

    @property
    def days(self) -> int:
        return SITE_DAYS[self]


SITE_LABELS = {
    SiteKind.LINKS: _l("Verlopen inloglinks, sessies en mislukte pogingen om in te loggen"),
    SiteKind.MESSAGES: _l("Berichten met een inloglink"),
    SiteKind.JOBS: _l("Afgeronde taken van het systeem"),
    SiteKind.FILES: _l("Bestanden die nergens meer bij horen"),
}

SITE_DAYS = {SiteKind.LINKS: 1, SiteKind.MESSAGES: 7, SiteKind.JOBS: 30, SiteKind.FILES: 7}
