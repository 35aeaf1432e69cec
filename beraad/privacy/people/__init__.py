"""What one person may ask: see everything about them, or have it erased, which is an act of weight (`acts`)."""
