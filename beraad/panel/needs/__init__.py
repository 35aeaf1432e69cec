"""What panellists need to take part, and where their allowance goes: sealed, each look recorded."""
