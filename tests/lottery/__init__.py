"""Quotas, the frozen pool, the thousand tickets and the drawn number."""
