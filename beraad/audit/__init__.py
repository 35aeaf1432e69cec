"""What happened, by whom, in which burgerberaad: an append-only chain of events without personal data.

Its words: see `beraad/README.md`. May import: `web`, `extensions`, `orm`.
"""
