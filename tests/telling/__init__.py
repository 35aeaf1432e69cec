"""Recruitment: from the register sample to the pool."""
