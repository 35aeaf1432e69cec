"""Seats that fell empty: reserves (alternates), and a small draw inside the quotas."""
