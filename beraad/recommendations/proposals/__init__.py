"""The texts, as long as the panel writes them.

A panellist, a table or the organiser starts one (`views_panel`, `views`). Every wording is a `Wording`; another text
that somebody proposes is an `Amendment` beside it, which the panel takes over by vote. Officials and experts remark
on what can be done, with their function; panellists say without a name what they miss. `Origin` is what it grew from.
"""
