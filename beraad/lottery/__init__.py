"""Quotas, the frozen pool, the thousand tickets and the drawn number: who sits on the panel, and why that is fair.

Words: loting lottery · streefcijfer quota · aanmelding registration · kans chance · briefje ticket · proefloting
rehearsal · bevriezen freeze · loting (een) draw · register van lotingen register of draws.
May import: `recruitment`, `assemblies` and below; `engine.py` alone imports `selection`.
"""
