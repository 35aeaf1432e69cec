"""The advice as a whole: its handover, and the day by which a response was promised."""
