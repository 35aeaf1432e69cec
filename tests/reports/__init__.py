"""Who took part at each stage."""
