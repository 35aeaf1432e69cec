"""`verify`: is a record the lottery that its rule asks for, and is it about these files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from selection.commands.answer import Answer
from selection.commands.arguments import names, read_bytes, whole_number
from selection.commands.no_panel import judge, no_panel
from selection.model.errors import InputError
from selection.model.problem import Problem
from selection.model.tolerances import UNIT
from selection.proof.evidence import Evidence
from selection.proof.record import TICKETS_FORMAT, Record
from selection.proof.verify import Announced, Verdict, Verification, verify

#: How many findings are shown; the rest is counted.
SHOWN = 20

#: The one sentence in which every check ends, as on the page that checks in a browser.
SENTENCES = {
    Verdict.PROVEN: "De loting klopt. The lottery is correct.",
    Verdict.UNPROVEN: "De loting is geldig, maar niet bewezen. The lottery is valid, but not proven.",
    Verdict.MATCHES: "De briefjes passen bij elkaar. The tickets fit each other.",
    Verdict.WRONG: "De loting klopt niet. The lottery is not correct.",
}
ANNOUNCED = "De briefjes zijn die van de aankondiging. The tickets are those that were announced."
EXIT = {Verdict.PROVEN: 0, Verdict.UNPROVEN: 3, Verdict.MATCHES: 3, Verdict.WRONG: 1}

EXAMPLE = """exit status: 0 proven; 3 valid but not proven, or open for inspection only; 1 wrong; 2 bad input

example: python -m selection verify lottery.json --categories categories.csv --respondents people.csv \\
           --root 3f7a… --fingerprint 91bc…"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLE
    parser.add_argument("record", type=Path, help="lottery.json")
    parser.add_argument(
        "--root", metavar="HEX", help="the root of the list that was announced before the draw (default: not compared)"
    )
    parser.add_argument(
        "--fingerprint",
        metavar="HEX",
        action="append",
        default=[],
        help="an announced fingerprint (SHA-256): of the record, of the frozen list, or input_sha256; may be repeated "
        "(default: not compared)",
    )
    parser.add_argument("--categories", type=Path, help="the quotas it should be about (default: those of the record)")
    parser.add_argument(
        "--respondents", type=Path, help="the volunteers it should be about (default: those of the record)"
    )
    parser.add_argument(
        "--household", default="", metavar="COL,COL", help="columns that say who lives where (default: none)"
    )
    parser.add_argument(
        "--seats", type=whole_number, help="the seats it should be about (default: those of the record)"
    )
    parser.add_argument(
        "--must", type=names, default=(), metavar="ID,ID", help="who should be on every panel (default: nobody)"
    )
    parser.add_argument(
        "--must-not", type=names, default=(), metavar="ID,ID", help="who should be on none (default: nobody)"
    )
    parser.add_argument(
        "--id", metavar="COL", help="column with ids (default: unique_id, nationbuilder_id, id, or the first)"
    )
    parser.add_argument(
        "--allow-unproven", action="store_true", help="exit with 0 also for a lottery that is valid but not proven"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    from selection.proof.record import loads

    data = read_bytes(args.record)
    none = no_panel(data)
    if none is not None:
        return judge(none, _problem(args, none), data)
    record = loads(data, args.record.name)
    announced = Announced(args.root, tuple(args.fingerprint))
    result = verify(record, _problem(args, record), data, announced)
    status = 0 if args.allow_unproven and result.verdict is Verdict.UNPROVEN else EXIT[result.verdict]
    return Answer("\n".join(lines(result, record, args.record.name, announced)), document(result), status)


def document(result: Verification) -> dict[str, object]:
    """Returns the verdict, every finding and the figures by their names in a record, None if not computed."""
    figures = {} if result.evidence is None else result.evidence.figures()
    return {
        "verdict": result.verdict.name.lower(),
        "sentence": sentence(result),
        "findings": [finding.as_object() for finding in result.findings],
        "missing": [finding.as_object() for finding in result.missing],
        "evidence": {name: units / UNIT for name, units in figures.items()} or None,
    }


def _problem(args: argparse.Namespace, record: Record) -> Problem | None:
    """Returns the problem in the files, None if there are no files. Raises InputError."""
    if not (args.categories or args.respondents):
        return None
    if not (args.categories and args.respondents):
        raise InputError(
            "bad_argument", argument="--categories, --respondents", value="one", reason="belong together; give both"
        )
    from selection.model.formats import read_categories, read_respondents

    respondents = read_respondents(args.respondents, id_column=args.id)
    seats = record.get("seats", 0) if args.seats is None else args.seats
    return respondents.problem(read_categories(args.categories), seats, names(args.household), args.must, args.must_not)


def lines(result: Verification, record: Record, name: str, announced: Announced) -> Iterator[str]:
    """What was found, in English lines, and the sentence that it comes down to; `name` is that of the file."""
    yield from map(str, result.findings[:SHOWN])
    if len(result.findings) > SHOWN:
        yield f"… and {len(result.findings) - SHOWN} more"
    if result.evidence is not None and result.valid:
        yield from figures(record, result.evidence)
    for missing in result.missing:
        yield f"Not proven: {missing}."
    if result.valid:
        yield from notes(record, name, announced)
    yield sentence(result)


def sentence(result: Verification) -> str:
    """Returns the sentence that the check comes down to."""
    listed = all(missing.code != "not_announced" for missing in result.missing)
    return ANNOUNCED if result.verdict is Verdict.MATCHES and listed else SENTENCES[result.verdict]


def figures(record: Record, evidence: Evidence) -> Iterator[str]:
    """What the lottery is, by the panels and the certificate."""
    yield (
        f"The record holds: {len(record['people'])} people, {record['seats']} seats, rule {record['rule']}, "
        f"{len(record['panels'])} panels, {len(record['tickets'])} tickets. Nobody's share of the tickets differs from "
        f"the chance by more than "
        f"{evidence.ticket_change / UNIT / len(record['tickets']):.6f}."
    )
    absent = len(record["cannot_be_selected"]) - len(record["must_not"])
    among = f" ({absent} people are proven to be on no panel)" if absent else ""
    yield (
        f"Smallest chance {evidence.minimum / UNIT}; no lottery gives everyone{among} more than "
        f"{evidence.upper_bound / UNIT}."
    )


def notes(record: Record, name: str, announced: Announced) -> Iterator[str]:
    """What a reader should know besides that nothing is wrong."""
    for field, words in (("must", "on every panel"), ("must_not", "on no panel")):
        if record.get(field):
            yield f"By decision of the organisers, {words}: {', '.join(record[field])}."
    held = record.get("ceremony")
    if not (announced.root or announced.fingerprints):
        root = f" --root (here {held['root']}) and" if held else ""
        yield f"Not compared with what was announced: give{root} --fingerprint."
    elif held and not announced.fingerprints:
        yield "The root alone doesn't show who was on the list: give --fingerprint of the list too."
    if held and held["beacon"]:
        yield (
            f"The seed contains round {held['beacon']['round']} of drand chain {held['beacon']['chain']}. Its "
            f"signature was not checked here; `beraad drand {name}` does, and any drand client has the round."
        )
    if not held and record["format"] != TICKETS_FORMAT and record["seed"] != record["input_sha256"]:
        yield f"The seed {record['seed']} was chosen by whoever made the record."
