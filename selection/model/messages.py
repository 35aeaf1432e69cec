"""The English line for each code of an error, for whoever uses the engine at a terminal."""

from __future__ import annotations

from collections.abc import Mapping

#: code → English pattern over the parameters. One line each; says what is wrong, where, and what to do.
MESSAGES: Mapping[str, str] = {
    "cancelled": "stopped on request; nothing was written",
    # reading files
    "cannot_read": "{file}: cannot be read ({reason}); check the name and the permissions",
    "cannot_write": "{file}: cannot be written ({reason}); nothing was changed",
    "not_text": "{file}: is not a table in text (CSV) or XLSX; export it again as CSV",
    "bad_xlsx": "{file}: is not a readable XLSX workbook; save it again, or export it as CSV",
    "file_locked": "{file}: is locked with a password, or a workbook of before 2007; save it as CSV or XLSX",
    "file_damaged": "{file}: is damaged; save it again, or export it as CSV",
    "file_too_large": "{file}: would unpack to something huge; save it again, or export it as CSV",
    "row_encoding": "{file} row {row}: has a character that can't be read; save the file again as UTF-8",
    "columns_too_many": "{file}: has {columns} columns, and at most {most} are read; remove what isn't needed",
    "rows_noted": "{file}: left out, rows without a quota: {count}, the first is row {first}",
    "rows_without_id": "{file}: left out, rows without an id: {count}, the first is row {first}",
    "rows_doubled": "{file}: left out, rows that say the same as an earlier one: {count}, the first is row {first}",
    "bad_csv": "{file} row {row}: {reason}; check the quotation marks in this row",
    "empty_file": "{file}: has no rows; it needs a row of column names and rows below it",
    "too_many_cells": "{file} row {row}: has more cells than the {columns} of the row of column names; check "
    "delimiters and quotes",
    "repeated_column": "{file} row {row}: the column {column!r} occurs twice; rename or remove one",
    "missing_column": "{file} row {row}: there is no column {column!r}; add it or correct its name",
    # categories
    "categories_header": "{file} row {row}: the columns must be feature,value,min,max or category,name,min,max or "
    "category,feature,min,max; found {found}",
    "flex_columns": "{file} row {row}: min_flex and max_flex belong together; add {missing!r} or remove the other",
    "empty_cell": "{file} row {row}, column {column!r}: is empty; fill it in",
    "not_a_count": "{file} row {row}, column {column!r}: {value!r} is not a whole number of 0 or more",
    "ambiguous_count": "{file} row {row}, column {column!r}: {value!r} can be read as a number and as a thousand "
    "times that; write it without a point or comma",
    "bad_quota": "the quota of {feature!r} {value!r}: {min}-{max} is not a minimum of 0 or more and a maximum "
    "that is not below it",
    "min_above_max": "{file} row {row}, column {column!r}: the minimum {min} is above the maximum {max}",
    "flex_inside_quota": "{file} row {row}, column {column!r}: {value} must leave the quota {min}-{max} "
    "inside the flexible one",
    "repeated_value": "{file} row {row}, column {column!r}: {value!r} of {feature!r} was given in row "
    "{first_row} already",
    "no_categories": "{file}: gives no categories",
    "pair_unknown_feature": "{file} row {row}, column {column!r}: {pair!r} joins two features, and {feature!r} is "
    "none of this file; add its rows or correct the name",
    "pair_same": "{file} row {row}, column {column!r}: {pair!r} joins {feature!r} with itself; join two features",
    "pair_unknown_value": "{file} row {row}, column {column!r}: {value!r} is not a value of each of {pair!r}; write it "
    "like {example!r}",
    "pair_alike": "{file} row {row}, column {column!r}: {pair!r} can be read in more than one way; rename a feature "
    "or a value that has the sign × in it",
    "bad_pair": "{pair!r} is not about two known features and their values, in the order of the names",
    "repeated_combination": "{value!r} of {pair!r} has two quotas; leave one out",
    # respondents
    "duplicate_id": "{file} row {row}, column {column!r}: the id {value!r} was used in row {first_row} "
    "already; ids must differ",
    "no_id_column": "{file} row {row}: there is no column of ids, and the first column, {column!r}, {reason}; add a "
    "column unique_id with a number for each person, or name the column of ids",
    "personal_id": "{file} row {row}, column {column!r}: ids are published, and this one is an e-mail address or a "
    "telephone number; add a column unique_id with a number for each person",
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
    "too_few_households": "no panel exists: {seats} seats, at most one person per household, and {households} "
    "households with people who can be drawn",
    "too_few_households_with_value": "no panel exists: {feature!r} {value!r} needs {min} people, at most one per "
    "household, and they live in {households} households; lower the minimum or find more",
    "too_few_with_value": "no panel exists: {feature!r} {value!r} needs {min} people and {people} can be drawn; "
    "lower the minimum or find more",
    "musts_in_one_household": "no panel exists: {first!r} and {second!r} must both be drawn and share a household",
    "no_panel": "no panel exists: the quotas contradict each other for this pool; run 'check' for the smallest change",
    # solvers
    "solver": "the solver {solver} stopped with status {status!r} on {what}; no answer is given "
    "rather than a wrong one",
    "solver_time": "the solver {solver} was stopped after a long time on {what}; no answer is given",
    "no_proof": "a solver finds no panel, and that could not be proven in time; nobody should take its word for it: "
    "allow more time, or run 'check' for a change of quotas",
    "panel_lost": "a solver says that no panel exists, and one was found before; no answer is given rather than "
    "a wrong one",
    "out_of_time": "the time was up before a panel was found; whether one exists isn't known; allow more time",
    "no_solver": "no solver is available: install highspy, or a pulp that carries CBC",
    # tables
    "tables_count": "the number of tables must be from 1 to the number of people, {people}, not {tables}",
    "tables_rounds": "the number of rounds must be from 1 to {most}, not {rounds}",
    "tables_nobody": "there is nobody to seat",
    "tables_id_twice": "the id {id!r} occurs more than once",
    "tables_shape": "{what} has {found} values for {people} people",
    "pin_unknown": "pin {place}: nobody has the id {id!r}",
    "pin_round": "pin {place}: round {round} doesn't exist; the rounds are 1 to {rounds}",
    "pin_table": "pin {place}: table {table} doesn't exist; the tables are 1 to {tables}",
    "pin_twice": "pin {place}: {id!r} is pinned to table {first} and to table {second} in round {round}",
    "pin_full": "round {round}: {people} people must sit at table {table}, which seats {seats} at most",
    "together_apart": "group {group!r} must sit together, but pins put it at tables {tables} in round {round}",
    "together_large": "group {group!r} has {people} people and a table seats {seats} at most; use fewer tables",
    "together_no_room": "round {round}: the groups that must sit together and the pins don't fit at these tables",
    # the population register
    "wrong_width": "{file} row {row}: has {cells} cells, the row of column names has {columns}; check delimiters",
    # strata of letters
    "stratum_value": "{file} row {row}, column {column!r}: {value!r} {reason}",
    "letters_count": "the number of letters must be at least 1, not {letters}",
    "letters_too_many": "{file}: {letters} letters were asked and there are {people} people to draw from",
    "strata_many": "{file}: column {column!r} has more than {most} values; strata are places, not people",
    "strata_needed": "sizes or expected response per stratum need a strata column",
    "strata_twice": "give either sizes or expected response per stratum, not both",
    "stratum_unknown": "stratum {stratum!r} has a {what} but doesn't occur in column {column!r} of {file}",
    "stratum_missing": "stratum {stratum!r} of {file}, column {column!r}, has no {what}; give each stratum one",
    "stratum_size": "stratum {stratum!r}: {size} letters were typed and it has {people} people",
    "stratum_sizes_sum": "the typed sizes sum to {total}, not to the {letters} letters asked",
    "stratum_response": "stratum {stratum!r}: the expected response must be above 0 and at most 1, not {response}",
    # letters
    "stratum_short": "stratum {stratum!r} of {file} has letters for {asked} and only {found} different {what}; "
    "ask fewer letters",
    # panels
    "panel_unknown": "the panel holds the id {id!r}, who is not among the respondents",
    "panel_twice": "the panel holds the id {id!r} twice",
    # alternates
    "another_input": "{file}: was made from other categories or respondents than these; give the files it is about",
    "alternates_count": "the number of reserves must be at least 1, not {count}",
    "alternates_nobody": "nobody of the pool can be reserve: everyone is on the panel, excluded or lives with a "
    "panellist",
    # replacements
    "leaving_unknown": "{id!r} is to leave but is not on the panel",
    "panel_full": "nothing to fill: {people} people stay and there are {seats} seats",
    "nobody_left": "nobody of the pool can join: everyone is on the panel, excluded or lives with a panellist",
    # drop-out
    "dropout_beta": "{file} row {row}, column {column!r}: {value!r} is not a factor of 0 or more, like 0.9",
    "dropout_unknown": "{file} row {row}, column {column!r}: {value!r} does not occur in the categories",
    "dropout_twice": "{file} row {row}: the factor of {feature!r} {value!r} was given in row {first_row} already",
    "dropout_stayed": "{file} row {row}, column {column!r}: {value} people stayed, of {seated} who had a seat",
}
