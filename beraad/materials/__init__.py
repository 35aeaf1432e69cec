"""What the panel reads and asks: documents with all their versions, the public library, the question queue.

`service` and `queries` are about documents, `requests` and `queries_requests` about the question queue, `waiting` says
which requests wait for whom. In `lists`, `readers` has the documents as readers find them, `declared` the others.
`readability` measures a text, `downloads` hands out files. `views_organiser` and `views_requests` are for staff,
`views_panel` and `views_ask` for panellists, `views_public` for everyone.

May import: `meetings` and below.
"""
