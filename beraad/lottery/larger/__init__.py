"""A draw of more people than seats, so that enough of everybody is left when some leave.

`service` asks for a proposal and takes it over, `jobs` computes and stores the last one, `queries` reads it for the
page. The mathematics is the engine's.
"""
