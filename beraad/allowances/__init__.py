"""What panellists are paid for coming: derived from who was there, approved by a second official, paid once.

`owed` computes what is owed and due, `service` has the verbs of scheme, claims and payment lists, `waiting` says what
waits for whom. `views_organiser` is for officials, `views_panel` for panellists.

May import: `meetings` and below.
"""
