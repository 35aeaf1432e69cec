"""What the panel reads and asks: documents with all their versions, the public library, the question queue.

Its words: see `beraad/README.md`.
May import: `meetings` and below.
"""
