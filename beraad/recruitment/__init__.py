"""From a register of residents to a pool that can be drawn from: sample, letters with codes, sign-ups.

Words: steekproef register sample · ronde wave · brief letter · uitnodiging invitation · code letter code ·
aanmelding registration · intrekken withdraw · kanaal channel · huishouden household · stratum stratum.
May import: `assemblies`, `accounts`, `audit`, `jobs`, `mail` and below.
"""
