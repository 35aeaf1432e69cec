"""What everyone sees: the home page, how a burgerberaad works, and the page of each burgerberaad.

Stands above all other domains and only asks them questions; it has no tables of its own.
Its words: see `beraad/README.md`.
"""
