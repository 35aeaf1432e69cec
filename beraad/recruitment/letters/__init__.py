"""Letters to residents: waves with their draw, texts, printing, and the paper for the notary (notaris)."""
