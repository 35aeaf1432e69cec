"""`python -m tests.benchmarks NAME …`: one module of this package measures; a line of JSON per instance."""

from __future__ import annotations

import importlib
import sys

NAMES = (
    *(
        "advice",
        "desk",
        "draw",
        "dropout",
        "engine",
        "enumerated",
        "files",
        "forgers",
        "growth",
        "hard",
        "kills",
        "locks",
        "nontight",
        "pages",
        "peers",
    ),
    *("planted", "recruitment", "replacement", "reserves", "sample", "speed", "spread", "tables", "telling"),
    "versions",
)

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in NAMES:
        sys.exit(f"usage: python -m tests.benchmarks {{{','.join(NAMES)}}} …")
    importlib.import_module(f"tests.benchmarks.{sys.argv[1]}").main(sys.argv[2:])
