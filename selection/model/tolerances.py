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

#: A point this close to a bound is on it: wider than `SIMPLEX`, since a walk divides by the probability that is left.
FACE = 1e-7

#: An entry of a solver's answer this close to a whole number is that number.
WHOLE = 1e-6

#: The walk ends when this probability is left; the last panel gets it, so chances move by less than this.
LEFT_OVER = 1e-9

#: The unit in which probability is given out to people: finer than `UNIT`, so that equal needs stay equal.
FINE = 10**15

#: In that unit: needs and waits below this are rounding, not chances.
SLIVER = 10**4

#: People with equal answers have the same probability on the listed panels up to this: rounding to twelve decimals of
#: a few thousand panels. Their published chance is the same number.
EQUAL = 1e-8

#: A panel whose price is this little above the mixture's doesn't make it better: chances differ by less than this.
PRICE = 1e-8

#: How far above the smallest chance its proof may end.
PROVEN = 1e-8

#: Where the interior-point method has converged: the largest residual, per person.
INTERIOR = 1e-12

#: A level this close to the most a profile can have is that: wider than `SIMPLEX`, for levels add up.
REACHED = 1e-8

#: The most that a proof may leave open and a chance still counts as proven, and the difference between chances that a
#: proof takes for one. Far above the rounding of panels' probabilities, far below anything a ticket shows.
PROVEN_ROOM = 1e-7

#: How much better another lottery may be by the measure of its rule and this one still counts as proven: the share of
#: nash's geometric mean; goldilocks' objective, which is 2 or more.
RULE_GAP = {"nash": 1e-7, "goldilocks": 1e-5}
