"""Recommendations of the panel: their text and vote, the formal response to each, and what came of it.

Words: aanbeveling recommendation · bestuurlijke reactie formal response · opvolging follow-up · voortgangsbericht
update · bewijs evidence · termijn deadline · minderheidsstandpunt minority statement. Two axes of status, so that
"yes" is never mistaken for "done": the decision and the execution. Responses and updates are added, never overwritten.
May import: `assemblies`, `accounts`, `audit` and below.
"""
