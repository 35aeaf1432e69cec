"""Fills an empty database with the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from beraad.demo import followed, ready, recruiting, told
from beraad.demo.staff import make_team
from beraad.telling import service as telling
from beraad.web import edge


@dataclass(frozen=True)
class Scale:
    """How much there is of everything."""

    #: residents in the register sample, letters of the first wave, and sign-ups
    sample: int
    letters: int
    sign_ups: int
    #: people and seats of the two burgerberaden whose sign-up has closed
    pool: int
    seats: int


FULL = Scale(sample=6000, letters=3000, sign_ups=300, pool=320, seats=45)
SMALL = Scale(sample=120, letters=60, sign_ups=15, pool=90, seats=20)


def fill(app: Flask, scale: Scale = FULL) -> None:
    """Fill the database of `app`, which has its tables and nothing else; `app` does its jobs at once."""
    with app.app_context(), telling.untold():
        with edge.unit_of_change():
            team = make_team()
        recruiting.make(team, scale.sample, scale.letters, scale.sign_ups)
        ready.make(team, scale.pool, scale.seats)
        told.make(team, followed.make(team, scale.pool, scale.seats))
