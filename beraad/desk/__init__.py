"""What waits for whom ("wacht op mij"), over all rooms and burgerberaden: /mijn, the overview, the next step, mail.

Each room says in its `waiting.py` what can wait there. `queries` asks them all in one query and makes `items`: what
waits, divided into what is for this person and what is for others. `views` has /mijn and the overview of a
burgerberaad, `next_step` the line on every page of staff. `service` tells people by mail, and `models` remembers since
when something waits and what was told of it.

May import: all rooms below `public` and `help`.
"""
