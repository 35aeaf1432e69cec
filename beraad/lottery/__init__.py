"""Quotas, the frozen pool, the thousand tickets and the drawn number: who sits on the panel, and why that is fair.

Its words: see `beraad/README.md`.
May import: `recruitment`, `assemblies` and below; `engine.py` alone imports `selection`.
"""
