"""A burgerberaad: its question and room for influence, the people responsible, its phase, features and calendar.

Its words: see `beraad/README.md`. May import: `accounts`, `audit` and below.
"""
