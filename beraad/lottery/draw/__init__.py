"""A draw from proposal to drawn number: freeze, compute, publish, type the number; its register, papers and files."""
