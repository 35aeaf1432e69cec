"""What the commissioner promises: the question, the room for influence (speelruimte) and the participatieplan.

`service` has the verbs of all three, `queries` what their pages show, `forms` what they ask, `acts` what
is said before a plan is approved. The kinds of room for
influence and the checks of a question stand with their tables in `beraad.assemblies.models`.
"""
