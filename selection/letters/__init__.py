"""Stage one: who gets a letter, drawn from a register of any size, by strata."""
