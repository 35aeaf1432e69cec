"""Stage one against its definition, written down again here in the slow and obvious way."""

from __future__ import annotations

import csv
import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from selection.letters.apportionment import sainte_lague
from selection.letters.register import Register
from selection.letters.sampling import draw_letters, ranker
from selection.letters.strata import Plan
from selection.model.errors import Cancelled, InputError, NoPanelError
from selection.model.seed import SeedStream
from tests.selection.letters.registers import by_definition

SEED = bytes(range(32))
HEADER = ("nummer", "straat", "postcode", "gemeente")
TOWNS = ("Assen", "Emmen", "Hoogeveen", "Meppel", "De Wolden")


def people(count: int, label: str = "register") -> list[tuple[str, ...]]:
    """Made-up residents: streets of about three people, towns of very different size."""
    stream = SeedStream(SEED, label)
    towns = [TOWNS[min(stream.below(5), stream.below(5))] for _ in range(count)]
    return [
        (f"n{i}", f"Voorbeeldweg {stream.below(count // 3 + 1)}", f"{9400 + stream.below(20)} AB", town)
        for i, town in enumerate(towns)
    ]


def write(path: Path, rows: Iterable[Sequence[str]], header: Sequence[str] = HEADER, **style: object) -> Register:
    encoding = str(style.pop("encoding", "utf-8"))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, **style)  # type: ignore[arg-type]
        writer.writerow(header)
        writer.writerows(rows)
    return Register(path)


@pytest.mark.parametrize("household", [(), ("straat", "postcode")])
@pytest.mark.parametrize("strata", [None, "gemeente"])
def test_letters_are_those_of_the_definition(tmp_path: Path, strata: str | None, household: tuple[str, ...]) -> None:
    rows = people(3000)
    sample = draw_letters(write(tmp_path / "r.csv", rows), Plan(400, strata, household=household), SEED)
    sizes = {stratum.name: stratum.letters for stratum in sample.strata}
    expected = by_definition(
        SEED, rows, sizes, None if strata is None else 3, [HEADER.index(name) for name in household]
    )
    assert sorted(letter.fields for letter in sample.letters) == sorted(expected)
    assert len(sample.letters) == 400
    if strata:
        counted = Counter(row[3] for row in rows)
        assert {stratum.name: stratum.people for stratum in sample.strata} == counted
        assert all(abs(sizes[town] - 400 * counted[town] / 3000) <= 1 for town in TOWNS)
    for letter in sample.letters:
        assert letter.rank == hmac.digest(SEED, "\x1f".join(letter.fields).encode(), "sha256").hex()


def test_strata_of_two_columns_are_their_combinations(tmp_path: Path) -> None:
    rows = people(3000)
    register = write(tmp_path / "r.csv", rows)
    sample = draw_letters(register, Plan(400, "postcode × gemeente"), SEED)
    joined = [(*row, f"{row[2]} × {row[3]}") for row in rows]
    header = (*HEADER, "postcode × gemeente")
    assert header[2:4] == ("postcode", "gemeente")
    sizes = {stratum.name: stratum.letters for stratum in sample.strata}
    expected = by_definition(SEED, rows, sizes, (2, 3))
    assert sorted(letter.fields for letter in sample.letters) == sorted(expected)
    assert {stratum.name: stratum.people for stratum in sample.strata} == Counter(row[4] for row in joined)
    own = draw_letters(write(tmp_path / "own.csv", joined, header), Plan(400, "postcode × gemeente"), SEED)
    assert own.strata == sample.strata
    with pytest.raises(InputError, match="leeftijd"):
        draw_letters(register, Plan(400, "postcode × leeftijd"), SEED)
    blank = write(tmp_path / "b.csv", [*rows, ("n", "Voorbeeldweg", "9400 AB", "")])
    with pytest.raises(InputError, match="gemeente"):
        draw_letters(blank, Plan(400, "postcode × gemeente"), SEED)


def test_households_larger_than_the_margin_make_it_read_again(tmp_path: Path) -> None:
    rows = [(f"n{i}", f"Voorbeeldweg {i % 90}", "9400 AB", "Assen" if i % 3 else "Emmen") for i in range(6000)]
    sample = draw_letters(write(tmp_path / "r.csv", rows), Plan(89, "gemeente", household=("straat",)), SEED)
    sizes = {stratum.name: stratum.letters for stratum in sample.strata}
    assert sorted(letter.fields for letter in sample.letters) == sorted(by_definition(SEED, rows, sizes, 3, [1]))
    assert len({letter.fields[1] for letter in sample.letters}) == 89


@pytest.mark.parametrize("address", [("", ""), ("Voorbeeldweg 1", ""), ("", "9400 AB")])
def test_people_without_a_whole_address_are_no_household(tmp_path: Path, address: tuple[str, str]) -> None:
    rows = [(f"n{i}", *address, "Assen") for i in range(40)]
    sample = draw_letters(write(tmp_path / "r.csv", rows), Plan(30, household=("straat", "postcode")), SEED)
    assert len(sample.letters) == 30


def test_more_letters_than_households_is_an_honest_no(tmp_path: Path) -> None:
    rows = [(f"n{i}", f"Voorbeeldweg {i % 90}", "9400 AB", "Assen") for i in range(6000)]
    register = write(tmp_path / "r.csv", rows)
    with pytest.raises(NoPanelError, match="letters for 91 and only 90 different households"):
        draw_letters(register, Plan(91, "gemeente", household=("straat",)), SEED)


def test_every_way_of_saving_the_register_gives_the_same_letters(tmp_path: Path) -> None:
    rows = [(*row[:1], row[1].replace("weg", "wég"), *row[2:]) for row in people(800)]
    plan = Plan(100, "gemeente", household=("straat",))
    first = draw_letters(write(tmp_path / "a.csv", rows), plan, SEED)
    styles: list[dict[str, object]] = [
        {"delimiter": ";"},
        {"delimiter": "\t", "lineterminator": "\n"},
        {"quoting": csv.QUOTE_ALL},
        {"encoding": "cp1252", "delimiter": ";"},
        {"encoding": "utf-8-sig", "lineterminator": "\n"},
    ]
    for i, style in enumerate(styles):
        assert draw_letters(write(tmp_path / f"{i}.csv", rows, **style), plan, SEED) == first
    assert draw_letters(write(tmp_path / "reversed.csv", rows[::-1]), plan, SEED) == first


def test_quotes_with_delimiters_and_line_ends_inside_are_read_as_fields(tmp_path: Path) -> None:
    rows = [(f"n{i}", f'Weg "{i}",\nbis', "9400 AB", TOWNS[i % 5]) for i in range(500)]
    sample = draw_letters(write(tmp_path / "r.csv", rows), Plan(50), SEED)
    assert sorted(letter.fields for letter in sample.letters) == sorted(by_definition(SEED, rows, {"": 50}, None))


def test_repeated_and_blank_rows(tmp_path: Path) -> None:
    rows = people(200)
    once = draw_letters(write(tmp_path / "a.csv", rows), Plan(80), SEED)
    blank = ("", "", "", "")
    again = draw_letters(write(tmp_path / "b.csv", [*rows, *rows[:150], blank, ()]), Plan(80), SEED)
    assert again.letters == once.letters
    assert again.strata[0].people == 350
    with pytest.raises(NoPanelError, match="only 200 different rows"):
        draw_letters(Register(tmp_path / "b.csv"), Plan(201), SEED)


def test_sizes_by_expected_response_and_typed(tmp_path: Path) -> None:
    rows = [(f"n{i}", "Weg", "9400 AB", "Assen" if i < 600 else "Emmen") for i in range(1000)]
    register = write(tmp_path / "r.csv", rows)
    response = {"assen ": Fraction(3, 100), "EMMEN": Fraction(1, 100)}
    by_response = draw_letters(register, Plan(120, "gemeente", response=response), SEED)
    assert [(s.name, s.letters) for s in by_response.strata] == [("Assen", 40), ("Emmen", 80)]
    typed = draw_letters(register, Plan(7, "gemeente", sizes={"Assen": 7, "Emmen": 0}), SEED)
    assert [letter.stratum for letter in typed.letters] == ["Assen"] * 7


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (Plan(0), "letters_count"),
        (Plan(1001), "letters_too_many"),
        (Plan(5, "stad"), "missing_column"),
        (Plan(5, sizes={"Assen": 5}), "strata_needed"),
        (Plan(5, "gemeente", {}, {}), "strata_twice"),
        (Plan(5, "gemeente", {"Assen": 5}), "stratum_missing"),
        (Plan(5, "gemeente", {"Assen": 5, "Emmen": 0, "Rome": 0}), "stratum_unknown"),
        (Plan(5, "gemeente", {"Assen": 5, "Emmen": 1}), "stratum_sizes_sum"),
        (Plan(999, "gemeente", {"Assen": 599, "Emmen": 401}), "stratum_size"),
        (Plan(5, "gemeente", response={"Assen": Fraction(0), "Emmen": Fraction(1)}), "stratum_response"),
        (Plan(5, household=("huis",)), "missing_column"),
    ],
)
def test_impossible_plans_are_refused(tmp_path: Path, plan: Plan, code: str) -> None:
    rows = [(f"n{i}", "Weg", "9400 AB", "Assen" if i < 600 else "Emmen") for i in range(1000)]
    with pytest.raises(InputError) as error:
        draw_letters(write(tmp_path / "r.csv", rows), plan, SEED)
    assert error.value.code == code
    assert "{" not in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "r.csv: has no rows"),
        (b"a,b\n", "r.csv: has no rows"),
        (b"a,b\n,\n\n", "r.csv: has no rows"),
        (b"a,b\n1,2\n1\n", "r.csv row 3: has 1 cells, the row of column names has 2"),
        (b"a,b\n1,2\n1,2,3\n", "r.csv row 3: has 3 cells, the row of column names has 2"),
        (b'a,b\n1,2\n1,"2\n3,4\n', "r.csv row 4: unexpected end of data; check the quotation marks"),
        (b"a,b\n1,2\n1,\x00\n", "r.csv: is not a table in text"),
        ("a,b\n1,2\n".encode("utf-16"), "r.csv: is not a table in text"),
        (b"PK\x03\x04\x00\x00\n1,2\n", "r.csv: is not a table in text"),
        (b"a,b\n1,\xe9\n3,\x81\n", "r.csv: is not a table in text"),
        (b"a,b\n1,2\n\n3, \n", "r.csv row 4, column 'b': is empty"),
        (b"b,B\n1,2\n", "the column 'b' occurs twice"),
        (b"a,c\n1,2\n", "r.csv row 1: there is no column 'b'"),
    ],
)
def test_hostile_registers_are_refused_with_the_place(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(InputError) as error:
        draw_letters(Register(tmp_path / "r.csv"), Plan(1, "b"), SEED)
    assert message in str(error.value)


def test_a_missing_register_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"r\.csv: cannot be read"):
        Register(tmp_path / "r.csv")


def test_a_column_that_tells_people_apart_makes_no_strata(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("selection.letters.strata.MOST_STRATA", 50)
    with pytest.raises(InputError, match="column 'nummer' has more than 50 values"):
        draw_letters(write(tmp_path / "r.csv", people(60)), Plan(5, "nummer"), SEED)


def test_it_stops_when_asked(tmp_path: Path) -> None:
    class Stop:
        def step(self, phase: str, done: int, total: int) -> None:
            assert 0 < done <= total
            raise Cancelled

    with pytest.raises(Cancelled):
        draw_letters(write(tmp_path / "r.csv", people(50)), Plan(5), SEED, Stop())


@given(st.binary(max_size=200), st.binary(max_size=300))
@example(b"", b"")
@example(b"a" * 64, b"row")
@example(b"a" * 65, b"row")
def test_the_fast_ranker_is_hmac_sha256(seed: bytes, row: bytes) -> None:
    assert ranker(seed)(row) == hmac.digest(seed, row, hashlib.sha256)


def test_every_row_is_as_likely_as_another(tmp_path: Path) -> None:
    """Over 2,000 seeds each of 20 rows (5 households of 1 to 7) is drawn about as often as the definition says."""
    homes = [1, 2, 3, 7, 7]
    rows = [(f"n{h}.{i}", f"h{h}", "", "") for h, size in enumerate(homes) for i in range(size)]
    register = write(tmp_path / "r.csv", rows)
    drawn: Counter[str] = Counter()
    for i in range(2000):
        seed = hashlib.sha256(str(i).encode()).digest()
        sample = draw_letters(register, Plan(1, household=("straat",)), seed)
        drawn.update(letter.fields[0] for letter in sample.letters)
    assert sum(drawn.values()) == 2000
    # binomial(2000, 1/20): mean 100, standard deviation 9.7
    assert all(60 <= drawn[row[0]] <= 140 for row in rows)


@st.composite
def populations_and_letters(draw: st.DrawFn) -> tuple[list[int], int]:
    populations = draw(st.lists(st.integers(0, 60), min_size=1, max_size=7))
    return populations, draw(st.integers(0, sum(populations)))


@settings(max_examples=200)
@given(populations_and_letters())
@example(([0], 0))
@example(([1], 1))
@example(([1, 1], 1))
@example(([0, 2], 2))
@example(([60, 1], 60))
def test_sainte_lague_meets_its_optimality_condition(asked: tuple[list[int], int]) -> None:
    populations, letters = asked
    sizes = sainte_lague(populations, populations, letters)
    assert sum(sizes) == letters
    claims = [(Fraction(w, 2 * a + 1), a < w) for w, a in zip(populations, sizes, strict=True)]
    for w, a in zip(populations, sizes, strict=True):
        assert 0 <= a <= w
        if a:
            assert all(claim <= Fraction(w, 2 * a - 1) for claim, room in claims if room)


def test_sainte_lague_by_hand() -> None:
    assert sainte_lague([53, 24, 23], [99, 99, 99], 7) == [3, 2, 2]
    assert sainte_lague([53, 24, 23], [2, 99, 99], 7) == [2, 3, 2]
    with pytest.raises(ValueError, match="more letters"):
        sainte_lague([1, 0], [3, 9], 4)


def test_many_rows_against_the_definition(tmp_path: Path) -> None:
    rows = [
        f"n{i},Voorbeeldweg {i // 3},{9400 + i % 20} AB,{TOWNS[i * i % 7 % 5]}" for i in range(60_000)
    ]  # a million: the benchmark
    (tmp_path / "r.csv").write_text("\n".join([",".join(HEADER), *rows]))
    ranked: dict[str, list[tuple[bytes, str]]] = {town: [] for town in TOWNS}
    for row in rows:
        rank = hmac.digest(SEED, row.replace(",", "\x1f").encode(), "sha256")
        ranked[row.rpartition(",")[2]].append((rank, row))
    sample = draw_letters(Register(tmp_path / "r.csv"), Plan(5000, "gemeente"), SEED)
    letters = [",".join(letter.fields) for letter in sample.letters]
    expected = [row for stratum in sample.strata for _, row in sorted(ranked[stratum.name])[: stratum.letters]]
    assert len(letters) == 5000
    assert sum(letter != row for letter, row in zip(letters, expected, strict=True)) == 0
    assert all(abs(stratum.letters - len(ranked[stratum.name]) / 12) <= 1 for stratum in sample.strata)
