"""Recommendations of the panel: their text and vote, the formal response to each, and what came of it.

`service` has the panel's verbs (texts, vote, withdrawal, handover, deadline), `responses` those of the body that
answers, `follow_up` the updates with evidence. `statuses` holds the two axes, decision and execution, so "yes" is never
mistaken for "done": what leads to what, and what each needs. `queries` has the rows of the tracker, which
`views_public` shows as a page and `feeds` writes as CSV, JSON and RSS; `actions` are the buttons of the staff's pages.
Responses and updates are added, never overwritten.

May import: `assemblies`, `accounts`, `audit` and below.
"""
