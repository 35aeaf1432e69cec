"""Seats that fell empty: a small draw inside the quotas, and the reserves (alternates) who go first.

`service` proposes and accepts replacements and asks for reserves, which `reserves` chooses in the job of `jobs`.
`acts` has what the page says before replacements are asked.
"""
