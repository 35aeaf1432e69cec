"""When and where the panel comes together: dates, programme, guests and their role, attendance, run sheet.

Words: bijeenkomst meeting · programmaonderdeel agenda block · gespreksleider facilitator · draaiboek run sheet ·
aanwezigheid attendance · afmelden sign off · gast guest. May import: `panel` and below.
"""
