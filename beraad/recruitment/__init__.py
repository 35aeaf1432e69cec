"""From a register of residents to a pool that can be drawn from: sample, letters with codes, sign-ups.

Its words: see `beraad/README.md`.
May import: `assemblies`, `accounts`, `audit`, `jobs`, `mail` and below.
"""
