"""Cancelling a meeting: an act of weight (`acts`), on the blueprint of `meetings.views_organiser`."""
