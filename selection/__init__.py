"""The engine of a fair lottery: volunteers, quotas and seats in; a proven, repeatable lottery over panels out.

Standard library, numpy and PuLP only; no web application, no database.
"""
