"""Tests that look at the pages as a visitor's browser does: axe, narrow screens, keyboard, journeys."""
