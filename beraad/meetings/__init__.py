"""When and where the panel comes together: dates, programme, guests and their role, attendance, run sheet.

`service` has the verbs of meetings, programme and guests; `attendance` those of who was there, with rows in
`queries_attendance`. `calendars` writes iCalendar files, `moments` says where a day stands among the meetings,
`methods` lists the ways of working that a form suggests. `views_organiser`, `views_programme` and `views_attendance`
are for staff, `views_panel` and `views_public` for readers.

May import: `panel` and below.
"""
