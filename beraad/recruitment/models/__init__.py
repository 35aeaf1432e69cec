"""The tables of recruitment. They refer to each other across its rooms, so they stand below all of them."""
