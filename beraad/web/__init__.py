"""What every page needs and no domain owns: access, the transaction at the edge, headers, errors, forms, languages.

Knows no domain: the domains above say who is signed in and what they may do.
May import: `extensions`, `orm`, `config`.
"""
