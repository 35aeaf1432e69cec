"""What everyone sees: the home page, how a burgerberaad works, and the page of each burgerberaad.

Stands above all other domains and only asks them questions; it has no tables of its own.
Words: startpagina home · zo werkt het how it works · tijdlijn timeline.
"""
