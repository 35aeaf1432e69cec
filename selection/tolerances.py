"""Every tolerance of the engine: its name, its value and why it is that value."""

#: Primal and dual feasibility asked of the simplex method. Far below `CHANCE`, well above rounding in doubles.
SIMPLEX = 1e-9

#: A dual multiplier above this is positive: its constraint is tight in every optimal solution.
POSITIVE_DUAL = 1e-8

#: A value this close to an integer, or a row this close to its bound, is on it.
TIGHT = 1e-9

#: Two chances closer than this are the same chance: the accuracy promised per person.
CHANCE = 1e-6

#: Probabilities and chances are whole multiples of 1 / UNIT: exact decimals of twelve digits.
UNIT = 10**12
