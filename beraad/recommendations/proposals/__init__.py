"""The texts, as long as the panel writes them."""
