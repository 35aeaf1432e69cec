"""What one person may know about their own place in a draw, and the notice that tells where their page is."""
