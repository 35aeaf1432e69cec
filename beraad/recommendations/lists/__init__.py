"""The list of recommendations, which the public, the panel and the staff share."""
