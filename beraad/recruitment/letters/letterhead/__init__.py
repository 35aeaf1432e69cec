"""What is the same on every letter of a burgerberaad.

`look`: its form. `return_address`: where paper comes back. `sender`: who signs, and what is said about personal data.
`drawings`: logo and signature.
"""
