"""Quotas: typed, taken from a file or from population figures, and checked: is a panel possible?

`service` changes them, `checking` looks for the smallest change that helps, `population` rounds shares to seats and
`statistics_file` reads a table of Statistics Netherlands.
"""
