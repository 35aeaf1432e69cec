"""People who sign in: accounts, passwords, magic links and sign-in sessions that can be ended.

Words: account account · inloggen sign in · inloglink magic link · beheerder administrator.
May import: `audit`, `mail`, `jobs`, `web`, `extensions`, `orm`.
"""
