"""Whether there will be a burgerberaad: three decisions inside the preparation (go or "nee, want"), and the decharge.

`models` has the steps with what each asks, the standard grounds for a no, and the decharge with the new owner of each
open item; `service` decides, publishes a no and grants decharge; `queries` are what gates and pages ask.
May import: `assemblies` and what that may import.
"""
