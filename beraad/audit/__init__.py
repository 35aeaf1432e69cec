"""What happened, by whom, in which burgerberaad: an append-only chain of events without personal data.

`service` adds an event and checks the chain, `queries` list events for pages, `words` and `particulars` say them in the
language of the reader, `cli` is `beraad audit verify`.
Its words: see `beraad/README.md`. May import: `web`, `extensions`, `orm`.
"""
