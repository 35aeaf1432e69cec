"""A burgerberaad: its question and room for influence, the people responsible, its phase, features and calendar.

`models` has every table and enumeration (roles, phases, kinds of room for influence); `service` makes a burgerberaad,
describes it, moves it along and grants roles; `gates` says what is missing before a step; `access` opens pages by role;
`queries` are what pages show; `revision` renews what residents are asked; `order` moves rows among their sisters.
`promises/` is about the question, the room for influence and the participatieplan, `features/` about kenmerken.
Its words: see `beraad/README.md`. May import: `accounts`, `audit` and below.
"""
