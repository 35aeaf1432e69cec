"""All recommendations and where each stands: the rows, and the pages, files and feeds made of them.

`actions` are the buttons on the staff's pages.
"""
