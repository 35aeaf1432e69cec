"""The sign-up (aanmelding): the way in, the form step by step, and the way back to it.

`entry`, `codes`, `return_codes`: letter codes, and codes to come back with.
`visit`, `visitors`: what a browser remembers, and who that is. `steps`, `forms`, `forms_parent`: the pages of the form.
`bots`: machines on the open link.
`service`: register, change, withdraw. `confirmations`: mail about one's own sign-up.
"""
