"""Seats and who sits in them: asked, confirmed, declined, replaced; what panellists need.

Words: zetel seat · panellid panellist · gevraagd invited · bevestigd confirmed · afgezegd declined · uitgevallen
dropped out · vervanging replacement · reserve alternate · onkostenvergoeding allowance.
May import: `lottery`, `recruitment` and below.
"""
