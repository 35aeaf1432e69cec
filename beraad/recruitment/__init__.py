"""From a register of residents to a pool that can be drawn from: sample, letters with codes, sign-ups.

Rooms: `register` the sample, `questions` what is asked, `sign_up` the form, `letters` waves of letters, `office` the
registry's lists and files; `models` below all of them. Besides: `ways` in which who signed up is told something,
`minimum_age`, `addresses` in one spelling, and `signals`: what others hear of and are asked.

Its words: see `beraad/README.md`.
May import: `telling`, `assemblies`, `accounts`, `audit`, `jobs`, `mail` and below.
"""
