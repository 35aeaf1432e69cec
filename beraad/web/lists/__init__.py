"""Long lists: search, filter, sort, pages, what is still to do, and the same rows as a file. One way for every list.

A room declares a `Listing` in its `lists.py`; a view hands it to `answer`, under `@list_page`; a template shows it with
`macros/lists.html`.

    declared.py  Listing, Column, Filter         asked.py  what the visitor asks for, and the address that says so
    rows.py      the rows, out of the database or out of memory
    shown.py     the list as a template sees it  files.py  the same rows as CSV or XLSX
    views.py     what a view calls, and the signal that somebody took a file
    sought.py    words to search for, sealed for the page that follows

Words to search for may be a name. So they travel in the body of a POST and stay sealed in the visitor's own cookie;
an address says only that there are some. Filters and order stand in the address. Whatever an address asks that is not
there (a column, a value, page 90 of 3) is answered with the list itself and a sentence, never with an error.
"""
