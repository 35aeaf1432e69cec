"""The sample from the population register (steekproef): files, columns, profiles of columns, rows."""
