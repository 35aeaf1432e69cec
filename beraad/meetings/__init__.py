"""When and where the panel comes together: dates, programme, guests and their role, attendance, run sheet.

Its words: see `beraad/README.md`. May import: `panel` and below.
"""
