"""People who sign in: accounts, passwords, magic links and sign-in sessions that can be ended.

Its words: see `beraad/README.md`.
May import: `audit`, `mail`, `jobs`, `web`, `extensions`, `orm`.
"""
