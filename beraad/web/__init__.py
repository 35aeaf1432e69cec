"""What every page needs and no domain owns: access, the transaction at the edge, headers, errors, forms, languages.

Knows no domain: who is signed in and what they may do is told to it by the domains above.
May import: `extensions`, `orm`, `config`.
"""
