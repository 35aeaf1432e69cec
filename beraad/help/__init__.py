"""Pages for the people who use Beraad: a guide per role, how to check a draw, privacy, accessibility.

The text stands in `pages/<language>/<name>.md`: the first line is the title, `{contact}` becomes the mail address
where visitors can report something. Its words: see `beraad/README.md`.
"""
