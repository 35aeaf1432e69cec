"""Seats and who sits in them: asked, confirmed, declined, replaced; what panellists need.

`service` has the steps of a seat. Rooms: `asking` (letters, calls and text messages for people without mail),
`needs` (what panellists need, and where the allowance goes), `replacement` (empty seats and reserves).
Pages: `views` for officials, `views_answer` behind the link of a drawn person, `views_panel` for panellists.
Its words: see `beraad/README.md`.
May import: `lottery`, `recruitment` and below.
"""
