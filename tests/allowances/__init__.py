"""What panellists are paid."""
