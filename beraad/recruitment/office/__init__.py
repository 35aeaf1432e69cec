"""Sign-ups as the registry sees them: the list, files of people, sign-ups that look alike, worn-out codes, failed jobs.

`queries`: the list, and the pool that a draw is about, with the cells that say who share a house.
`respondents`, `respondent_files`: people in the field's own CSV and XLSX. `duplicates`: who look alike.
`service`: merge a file, settle duplicates. `acts`: what is done on a page of acts. `waiting`: tasks for the overview.
"""
