"""The features of people (kenmerken) that a burgerberaad draws by, and the answers to each.

`service` changes them, `age_bands` reads answers that are bands of age.
"""
