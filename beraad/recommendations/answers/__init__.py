"""The formal response to a recommendation: drafted, checked by another account, published, superseded."""
