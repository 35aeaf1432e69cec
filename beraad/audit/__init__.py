"""What happened, by whom, in which burgerberaad: an append-only chain of events without personal data.

Words: gebeurtenis event · logboek log. May import: `web`, `extensions`, `orm`.
"""
