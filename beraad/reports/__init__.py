"""Who took part, counted over time: population, invited, signed up, drawn, confirmed, left, present at each meeting.

Its words: see `beraad/README.md`. Counts only, never persons; whoever is
not on the team sees no small counts. May import: `meetings` and below.
"""
