"""Whose voice is heard: the map of interests with who speaks for each, and what was done to reach people.

`service` keeps interests and the log of contacts, `queries` put both on a page.
Its words: see `beraad/README.md`. May import: `assemblies` and below.
"""
