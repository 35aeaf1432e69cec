"""Quotas: typed, read from a file, or derived from population figures; and whether a panel is possible with them."""
