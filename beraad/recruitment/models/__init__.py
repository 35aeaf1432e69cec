"""The tables of recruitment. They refer to each other across its rooms, so they are in a layer below all of them."""
