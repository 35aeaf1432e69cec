"""Recommendations of the panel: their text and vote, the formal response to each, and what came of it.

Rooms: `proposals` (the texts as the panel writes them), `votes` (how it decides), `advice` (what was adopted, handed
over on a day), `answers` (the formal response), `follow_up` (updates with evidence), `tracker` (all of them and where
each stands: pages, files and feeds).
Here: `models`, and `models_answers` for how an answer came about; `statuses`, the two axes, decision and execution,
so "yes" is never mistaken for "done"; `queries` that all rooms ask; `errors` with their sentences in `words`;
`waiting`. Responses and updates are added, never overwritten.

May import: `meetings`, `panel`, `assemblies`, `accounts`, `audit` and below.
"""
