"""Telling people: a message for an audience, written by somebody or made by an event, to each by their own way.

`audiences` and `people` say who can be told; each room above registers its own in `setup.py` and calls `service.tell`
when something happens. `bundles` sees to one bundle a person a day, `composing` to what stands around every text,
`placeholders` to what differs from person to person. `queries` has the preview, what became of a message, and the
letters, calls and unreached people that are work for the griffie. Mail leaves through `beraad.mail`.

May import: `assemblies`, `accounts`, `audit`, `mail`, `jobs`, `web`.
"""
