"""Who sits with whom over the rounds of a meeting."""
