"""`verify`: does a record hold, and is it about these files."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from selection.commands.arguments import read_bytes
from selection.model.errors import InputError
from selection.model.tolerances import CHANCE
from selection.proof.verify import verify

#: How many findings are told; the rest is counted.
SHOWN = 20

#: The one sentence in which every check ends, as on the page that checks in a browser.
RIGHT = "De loting klopt. The lottery is correct."
WRONG = "De loting klopt niet. The lottery is not correct."


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("verify", help="check a record, with the standard library and exact fractions")
    parser.add_argument("record", type=Path, help="lottery.json")
    parser.add_argument("--categories", type=Path, help="the quotas it should be about")
    parser.add_argument("--respondents", type=Path, help="the volunteers it should be about")
    parser.add_argument("--household", default="", metavar="COL,COL", help="columns that say who lives where")
    parser.add_argument("--id", metavar="COL", help="column with ids")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from selection.commands.arguments import names
    from selection.model.formats import read_categories, read_respondents
    from selection.proof.record import loads

    data = read_bytes(args.record)
    record = loads(data, args.record.name)
    problem = None
    if args.categories or args.respondents:
        if not (args.categories and args.respondents):
            raise InputError(
                "bad_argument", argument="--categories, --respondents", value="one", reason="belong together; give both"
            )
        respondents = read_respondents(args.respondents, id_column=args.id)
        problem = respondents.problem(
            read_categories(args.categories),
            record.get("seats", 0),
            names(args.household),
            record.get("must", ()),
            record.get("must_not", ()),
        )
    result = verify(record, problem, data)
    if result.ok:
        print(
            f"The record holds: {len(record['panels'])} panels, {len(record['tickets'])} tickets, smallest chance "
            f"{record['minimum']}, and no lottery gives everyone more than {record['upper_bound']}."
        )
        for note in notes(record, args.record.name):
            print(note)
        print(RIGHT)
        return 0
    for finding in result.findings[:SHOWN]:
        print(finding)
    if len(result.findings) > SHOWN:
        print(f"… and {len(result.findings) - SHOWN} more")
    print(WRONG)
    return 1


def levels_proven(gaps: Sequence[float]) -> str:
    """How many levels of chances are proven, and how much higher the first could be that isn't."""
    open_ones = [place for place, gap in enumerate(gaps) if gap > CHANCE]
    if not open_ones:
        return f"all {len(gaps)} levels that have a proof are"
    first = open_ones[0]
    return (
        f"{len(gaps) - len(open_ones)} of {len(gaps)} levels of chances are; the first that is not, level {first + 1}, "
        f"could be higher by {gaps[first]:.6f} at most"
    )


def notes(record: Mapping[str, Any], name: str) -> Iterator[str]:
    """What a reader should know besides that the record holds; `name` is that of its file."""
    beacon = (record.get("ceremony") or {}).get("beacon")
    if beacon:
        yield (
            f"The seed contains round {beacon['round']} of drand chain {beacon['chain']}. Its signature was not "
            f"checked here; `beraad drand {name}` does, and any drand client gives the round to compare."
        )
    if not record["complete"]:
        yield (
            f"The rule was not computed to the end, or not proven: another lottery may be better, by its own measure "
            f"by {record['rule_gap']} at most."
        )
    if "level_gaps" in record:
        yield f"Not every chance is proven: {levels_proven(record['level_gaps'])}."
    known = set(record["cannot_be_selected"])
    unknown = [person for person, chance in record["chances"].items() if not chance and person not in known]
    if unknown:
        yield f"On no panel that was found, not proven to be on none: {', '.join(unknown)}."
