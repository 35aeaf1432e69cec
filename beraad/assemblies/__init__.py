"""A burgerberaad: its question and room for influence, the people responsible, its phase, features and calendar.

Words: burgerberaad assembly · vraag question · speelruimte room for influence · opdrachtgever commissioner ·
opdrachtnemer organiser · fase phase · kenmerk feature. May import: `accounts`, `audit` and below.
"""
