"""The features of people (kenmerken) that a burgerberaad draws by, and their values."""
