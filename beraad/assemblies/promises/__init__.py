"""What the commissioner promises: the question, the room for influence and the participatieplan."""
