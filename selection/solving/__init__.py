"""Linear and integer programs over profiles: the solver, the panel polytope, column generation, pricing, branching.

The only room that imports pulp or highspy. A solver's status becomes a value or an exception here.
"""
