"""A draw of more people than seats: enough of every group remain when some leave.

`service` asks for a proposal and takes it over, `jobs` computes and stores the last one, `queries` reads it for the
page. `origin` remembers the seats and quotas from before one was taken over: the next proposal starts from these. The
mathematics is the engine's.
"""
