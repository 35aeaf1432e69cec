"""The lists of a burgerberaad itself: its log, its outbox, and who works on it."""
