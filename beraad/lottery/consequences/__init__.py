"""What quotas and rule mean for people's chances, computed before anything is decided.

`scenarios` has the mathematics, `jobs` computes and stores the last answer, `queries` reads it for the page.
"""
