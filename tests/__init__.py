"""Tests mirror the packages they are about: `tests/<domain>/` and `tests/selection/`."""
