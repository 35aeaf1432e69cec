"""The demonstration: three invented burgerberaden in different phases, filled through the same verbs as real ones.

All people in it are synthetic, and their names say so. Knows every domain; no domain knows it.
"""
