"""What can go wrong, as a code with parameters; the words for users belong to whoever shows them.

`SelectionError.code` is stable and meant for programs. `str(error)` is one plain English line for a terminal, put
together from the code's pattern in `MESSAGES`; an application with another language uses `code` and `params` itself.
"""

from __future__ import annotations

#: code → English pattern over the parameters. One line each; says what is wrong, where, and what to do.
MESSAGES: dict[str, str] = {
    "cancelled": "stopped on request; nothing was written",
    # reading files
    "cannot_read": "{file}: cannot be read ({reason}); check the name and the permissions",
    "cannot_write": "{file}: cannot be written ({reason}); nothing was changed",
    "not_text": "{file}: is not a table in text (CSV) or XLSX; export it again as CSV",
    "bad_xlsx": "{file}: is not a readable XLSX workbook; save it again, or export it as CSV",
    "bad_csv": "{file} row {row}: {reason}; check the quotation marks in this row",
    "empty_file": "{file}: has no rows; it needs a row of column names and rows below it",
    "too_many_cells": "{file} row {row}: has {cells} cells, the row of column names has {columns}; check "
    "delimiters and quotes",
    "repeated_column": "{file} row 1: the column {column!r} occurs twice; rename or remove one",
    "missing_column": "{file} row 1: there is no column {column!r}; add it or correct its name",
    # categories
    "categories_header": "{file} row 1: the columns must be feature,value,min,max or category,name,min,max or "
    "category,feature,min,max; found {found}",
    "flex_columns": "{file} row 1: min_flex and max_flex belong together; add {missing!r} or remove the other",
    "empty_cell": "{file} row {row}, column {column!r}: is empty; fill it in",
    "not_a_count": "{file} row {row}, column {column!r}: {value!r} is not a whole number of 0 or more",
    "min_above_max": "{file} row {row}, column {column!r}: the minimum {min} is above the maximum {max}",
    "flex_inside_quota": "{file} row {row}, column {column!r}: {value} must leave the quota {min}-{max} "
    "inside the flexible one",
    "repeated_value": "{file} row {row}, column {column!r}: {value!r} of {feature!r} was given in row "
    "{first_row} already",
    "no_categories": "{file}: gives no categories",
    # respondents
    "duplicate_id": "{file} row {row}, column {column!r}: the id {value!r} was used in row {first_row} "
    "already; ids must differ",
    "unknown_answer": "{file} row {row}, column {column!r}: {value!r} is not one of the values in the "
    "categories ({known})",
    "not_a_record": "{file}: is not a lottery record: {reason}",
    "no_such_ticket": "there is no ticket {ticket}; the tickets are 0 to {last}",
    "unknown_person": "{what}: there is no person with id {value!r} among the respondents",
    "must_and_must_not": "the person {value!r} is asked both to be drawn and not to be drawn; choose one",
    "bad_seats": "seats: {value!r} is not a whole number of 0 or more",
    "bad_argument": "{argument}: {value!r} {reason}",
    # no panel
    "too_few_people": "no panel exists: {seats} seats, and {people} people who can be drawn",
    "minimums_above_seats": "no panel exists: the minimums of {feature!r} add up to {total}, above {seats} "
    "seats; lower them",
    "maximums_below_seats": "no panel exists: the maximums of {feature!r} add up to {total}, below {seats} "
    "seats; raise them",
    "too_few_with_value": "no panel exists: {feature!r} {value!r} needs {min} people and {people} can be drawn; "
    "lower the minimum or find more",
    "musts_in_one_household": "no panel exists: {first!r} and {second!r} must both be drawn and share a household",
    "no_panel": "no panel exists: the quotas contradict each other for this pool; run 'check' for the smallest change",
    # solvers
    "solver": "the solver {solver} stopped with status {status!r} on {what}; no answer is given "
    "rather than a wrong one",
    "out_of_time": "the time was up before a panel was found; whether one exists isn't known; allow more time",
    "no_solver": "no solver is available: install highspy, or a pulp that carries CBC",
}


class SelectionError(Exception):
    """A request the engine can't carry out. `code` names the reason, `params` holds its particulars."""

    def __init__(self, code: str, **params: object) -> None:
        self.code = code
        self.params = params
        super().__init__(code)

    def __str__(self) -> str:
        pattern = MESSAGES.get(self.code)
        return pattern.format(**self.params) if pattern else f"{self.code} {self.params}"


class InputError(SelectionError):
    """Bad input: a file, a row, a cell or an argument. Exit status 2."""


class NoPanelError(SelectionError):
    """The honest answer is no: no panel satisfies what was asked. Exit status 1."""


class SolverError(SelectionError):
    """A solver did not deliver what it was asked for; never turned into another answer in silence."""


class Cancelled(SelectionError):  # noqa: N818 - not a fault: somebody asked for it
    """The caller's progress object asked to stop. Nothing has been written."""

    def __init__(self) -> None:
        super().__init__("cancelled")
