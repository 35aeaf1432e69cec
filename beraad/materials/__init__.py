"""What the panel reads and asks: documents with all their versions, the public library, the question queue.

Words: stuk document · versie version · voorwerk groundwork · bron source · standpunt stance · kennisvraag request.
May import: `meetings` and below.
"""
