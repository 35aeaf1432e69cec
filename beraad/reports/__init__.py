"""Who took part, counted over time: population, invited, signed up, drawn, confirmed, left, present at each meeting.

`composition` counts each stage, `invited` the people who got a letter; `figures` are bars and rows of one feature for
pages, `letter` is the letter to the council, of which `service` keeps the words. Counts only, never persons; people
outside the team see no small counts.

May import: `meetings` and below.
"""
