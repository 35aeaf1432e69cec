"""What panellists need to take part, and where their allowance goes: sealed, each look recorded.

`service` has the verbs of needs, `bank` those of the account for the allowance.
`completeness` says whose answers are missing; `acts` what the page says before they are reminded.
"""
