"""Work that takes longer than a page may: a ledger in the database, and a carrier that wakes the worker.

The ledger is the truth: what has to be done, how far it is, who holds it until when. Huey only carries the message
"work on job N". Huey may lose a message (it delivers at most once), so a sweep hands out again whatever nobody
carries; a chunk and the place where it ended are committed together, so a job that is done again does nothing twice.

Our own: of the known queues none keeps its truth in the application's database on SQLite and PostgreSQL alike, so none
can promise that a job is asked for exactly when the change that asks for it is committed.

Its words: see `beraad/README.md`. May import: `web`, `extensions`, `orm`.
"""
