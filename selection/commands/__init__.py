"""The commands of `python -m selection`: one module each, with `add_parser(subparsers)` and `run(args)`.

A module's `run` returns its `Answer`. Raises SelectionError.
"""
