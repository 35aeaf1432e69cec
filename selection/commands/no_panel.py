"""The proof that no panel exists as a file: written by `check` and `lottery`, judged by `verify`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from selection.commands.answer import Answer
from selection.model.errors import NoPanelError
from selection.model.files import write_files
from selection.model.problem import Problem
from selection.proof.no_panel import FORMATS, check_no_panel, no_panel_record
from selection.proof.record import Record, dumps

#: The sentences in which the check of such a record ends.
RIGHT = "Er bestaat geen panel. No panel exists: proven."
WRONG = "Dit is niet bewezen. This is not proven."


def add_proof(parser: argparse.ArgumentParser) -> None:
    """--proof FILE."""
    parser.add_argument(
        "--proof", type=Path, metavar="FILE", help="where to write the proof when no panel exists (default: nowhere)"
    )


def write_proof(path: Path | None, problem: Problem, error: NoPanelError) -> None:
    """Writes the proof that `error` carries, if a file is asked for. Raises InputError."""
    from selection.solving.solver import versions

    if path is not None and error.proof is not None:
        write_files({path: dumps(no_panel_record(problem, error, versions()))})


def no_panel(data: bytes) -> Record | None:
    """Returns the record in `data`, or None if it is not one of no panel."""
    try:
        record = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) and record.get("format") in FORMATS else None


def judge(record: Record, problem: Problem | None, data: bytes) -> Answer:
    """Returns what the check of a record of no panel finds."""
    findings = check_no_panel(record, problem, data)
    sentence = WRONG if findings else RIGHT
    document = {
        "verdict": "wrong" if findings else "proven",
        "sentence": sentence,
        "findings": [finding.as_object() for finding in findings],
    }
    return Answer("\n".join([*map(str, findings), sentence]), document, 1 if findings else 0)
