"""The draw itself: propose, freeze, compute, publish, draw a number, and the register of all that.

`service` has the steps and `register` writes them down; `computing` makes the tickets for the job and for `holding`,
which holds a whole draw for a command. `files` keeps what a draw consists of, `downloads` and `papers` hand it out,
`destroying` ends the special personal data in it. Pages: `views`, `views_steps`, `views_files`, `views_public`.
"""
