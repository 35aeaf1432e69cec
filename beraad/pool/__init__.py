"""Who is missing: the pool of sign-ups against quotas, the outlook for a draw, the forecast and advice.

Stands above recruitment and lottery, and asks both directly. `service` and `jobs`: compute the outlook after a change.
`forecast`: how many will have signed up. `advice`: who is missing, and the next round, in words. `queries`:
everything on the page.
"""
