"""Bands of age as people and statistics write them."""

from __future__ import annotations

import pytest

from beraad.assemblies.features.age_bands import OLDEST, band


@pytest.mark.parametrize(
    ("label", "ages"),
    [
        ("16-24", (16, 24)),
        ("40–54 jaar", (40, 54)),
        ("25 t/m 34", (25, 34)),
        ("16 jaar t/m 34 jaar", (16, 34)),
        ("20 tot 25 jaar", (20, 24)),
        ("70+", (70, OLDEST)),
        ("65 plus", (65, OLDEST)),
        ("75 en ouder", (75, OLDEST)),
        ("65 jaar of ouder", (65, OLDEST)),
        ("Vanaf 65 jaar", (65, OLDEST)),
        ("tot 25", (0, 24)),
        ("Jonger dan 25 jaar", (0, 24)),
        ("33 jaar", (33, 33)),
        ("33", None),
        ("jong", None),
        ("Totaal", None),
        ("wijk 7+", None),
    ],
)
def test_the_ages_in_a_label(label: str, ages: tuple[int, int] | None) -> None:
    assert band(label) == ages
