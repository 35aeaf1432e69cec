"""Recommendations of the panel: their text and vote, the formal response to each, and what came of it.

Its words: see `beraad/README.md`. Two axes of status, so that
"yes" is never mistaken for "done": the decision and the execution. Responses and updates are added, never overwritten.
May import: `assemblies`, `accounts`, `audit` and below.
"""
