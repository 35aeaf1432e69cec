"""Whose voice is heard: the map of interests with who speaks for each, and what was done to reach people.

Words: belang interest · belangenkaart interest map · stem voice · contact contact · doelgroep group.
May import: `assemblies` and below.
"""
