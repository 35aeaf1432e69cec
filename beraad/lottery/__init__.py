"""Quotas, the frozen pool, the tickets and the drawn number: who sits on the panel, and why that is fair.

Rooms: `quotas` (type, import, check), `consequences` (what they mean for chances), `larger` (more
people than seats, for who leaves), `frozen` (the pool as it is drawn
from, what may be disclosed of it), `draw` (from the proposal to the drawn number, with its papers and files), `own`
(everyone's own chance and proof), `check` (repeat a draw in the browser).
Here: `models`, `errors` with their sentences in `words`, `ticket_numbers` (how many tickets, and all that follows),
`snapshot` (the bytes that decide a draw), `seeds` and `beacon` (what the seed is made of), `figures`, `ordering`.
Its words: see `beraad/README.md`.
May import: `recruitment`, `assemblies` and below; the files `engine*.py` alone import `selection`.
"""
