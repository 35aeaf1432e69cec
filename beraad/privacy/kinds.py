"""The kinds of personal data that have a term, from when it runs, and how long it is unless staff choose otherwise."""

from __future__ import annotations

from typing import Self

from flask_babel import lazy_gettext as _l

from beraad.choices import LabelledEnum


class Start(LabelledEnum):
    """The day from which a term runs."""

    DRAW = "loting", _l("na de loting")
    LAST_REPLACEMENT = "laatste_vervanging", _l("nadat niemand meer vervangen hoeft te worden")
    LAST_MEETING = "laatste_bijeenkomst", _l("na de laatste bijeenkomst")
    FOLLOW_UP_END = "einde_opvolging", _l("nadat de opvolging is afgesloten")
    SENDING = "versturen", _l("na het versturen")


class Kind(LabelledEnum):
    """What is deleted together, for one burgerberaad: code, label, start of the term, days unless staff choose others.

    Eight weeks, right away, three months, right away, four weeks (to pay for the last meeting), a year, three months.
    """

    starts: Start
    days: int

    SAMPLE = "steekproef", _l("Steekproef: mensen die zich niet aanmeldden"), Start.DRAW, 56
    SPECIAL = (
        "bijzonder",
        _l("Herkomst, ook in lotingen, en wat mensen die niet in het panel kwamen nodig hebben"),
        Start.LAST_REPLACEMENT,
        0,
    )
    NOT_DRAWN = "niet_ingeloot", _l("Aanmeldingen van mensen die niet in het panel kwamen"), Start.LAST_REPLACEMENT, 91
    NEEDS = "behoeften", _l("Wat panelleden nodig hebben, en waarom zij zich afmeldden"), Start.LAST_MEETING, 0
    BANK = (
        "rekeningnummers",
        _l("Rekeningnummers voor de vergoeding, en declaraties van reiskosten"),
        Start.LAST_MEETING,
        28,
    )
    PANEL = "panel", _l("Panelleden: naam, adres, antwoorden en account"), Start.FOLLOW_UP_END, 365
    MESSAGES = "berichten", _l("Verstuurde berichten: adres, onderwerp en tekst"), Start.SENDING, 91

    def __new__(cls, code: str, label: str, starts: Start, days: int) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.starts, member.days = label, starts, days
        return member


#: the longest term that can be chosen, in days
LONGEST_DAYS = 3650


class SiteKind(LabelledEnum):
    """What belongs to no burgerberaad, deleted on terms that are the same everywhere: code, label, days."""

    days: int

    LINKS = "inloglinks", _l("Verlopen inloglinks, sessies en mislukte pogingen om in te loggen"), 1
    MESSAGES = "inlogberichten", _l("Berichten met een inloglink"), 7
    JOBS = "taken", _l("Afgeronde taken van het systeem"), 30
    FILES = "losse_bestanden", _l("Bestanden die nergens meer bij horen"), 7
    SENT_FORMS = "verzonden_formulieren", _l("Kenmerken van formulieren die zijn verstuurd"), 2

    def __new__(cls, code: str, label: str, days: int) -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label, member.days = label, days
        return member
