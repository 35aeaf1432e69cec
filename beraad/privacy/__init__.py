"""Personal data for as long as they are needed: terms of each burgerberaad, the daily job that carries them out with a
certificate of what was deleted, and the requests of one person to see or erase everything.

It stands above all domains that hold personal data, because it names what each of them keeps: one place shows where
somebody's data are, and a test fails when a table is added without a place there. The other way round, a register in
which each domain announces what it deletes, would spread that list over ten files.

Terms: `kinds` of data, `terms` that were promised, `clocks` from when they run, `holdings` (what there is of a kind),
`retention` (the run), `certificates`, `files` that nothing refers to, `waiting` (what the griffie hears of it first).
Requests: `people` (pages, acts, verbs), `dossiers` (all that is known of a person), `erasing` (deleting it everywhere).
Its words: see `beraad/README.md`. May import: all domains below `help` and `public`.
"""
