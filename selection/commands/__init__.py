"""The commands of `python -m selection`: one module each, with `add_parser(subparsers)` and `run(args)`.

A module's `run` gives back the exit status (0 done, 1 the honest answer is no) and raises SelectionError otherwise.
"""
