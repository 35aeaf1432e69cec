"""People who sign in: accounts, passwords, magic links and sign-in sessions that can be ended.

`service` keeps accounts and makes links, `sessions` signs browsers in and out, `passwords` says how passwords are kept,
`tries` slows guessing down, `access` says who is signed in. Pages: `views` (signing in), `views_own` (one's own
account), `views_manage` (keeping accounts). `jobs` mails a link, `cli` is `beraad account`.
Its words: see `beraad/README.md`.
"""
