"""Seats: asked, confirmed, declined, replaced."""
