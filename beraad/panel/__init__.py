"""Seats and who sits in them: asked, confirmed, declined, replaced; what panellists need.

Its words: see `beraad/README.md`.
May import: `lottery`, `recruitment` and below.
"""
