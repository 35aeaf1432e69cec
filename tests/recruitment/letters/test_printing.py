"""The files for the printer: made by several processes or by one, they are the same."""

from __future__ import annotations

from typing import Any

import pytest

from beraad.extensions import db
from beraad.recruitment.letters import printing, typesetting
from beraad.recruitment.letters import service as waves
from beraad.recruitment.models.waves import LetterBatch, WaveState
from beraad.web import edge


def test_several_processes_make_the_same_files_in_order(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "BATCH", 3)
    monkeypatch.setattr(typesetting.os, "cpu_count", lambda: 2)
    assembly = make.recruiting()
    make.sample(assembly, 40)
    wave = make.wave(assembly, 10)
    made = []
    for at_once in (1, 2):
        monkeypatch.setattr(typesetting, "MOST_AT_ONCE", at_once)
        with edge.unit_of_change():
            waves.approve(wave, make.account())
        with edge.unit_of_change():
            printing.start(wave)
        assert [(batch.first, batch.last) for batch in printing.batches(wave)] == [(1, 3), (4, 6), (7, 9), (10, 10)]
        assert printing.is_ready(wave)
        made.append(printing.manifest(wave))
        with edge.unit_of_change():
            db.session.execute(db.delete(LetterBatch))
            wave.state = WaveState.DRAWN
    assert made[0] == made[1]
