"""Who took part, counted over time: population, invited, signed up, drawn, confirmed, left, present at each meeting.

Words: samenstelling composition · stap stage · raadsbrief letter to the council. Counts only, never persons; whoever is
not on the team sees no small counts. May import: `meetings` and below.
"""
