"""What panellists are paid for coming: derived from who was there, approved by a second official, paid once.

Its words: see `beraad/README.md`.
May import: `meetings` and below.
"""
