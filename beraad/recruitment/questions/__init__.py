"""What is asked at sign-up besides the features, what people agree to, and how their answers are stored.

`service`, `queries`: settings, extra questions, texts of consent, translations, the link for everyone.
`question_set`: all questions of one burgerberaad, cached. `translations`: their texts in other languages.
`open_link`: who comes in without a letter, and who of them can be drawn.
`consents`: versions of what people agree to, and who agreed. `replies`, with `needs` and `special` (both sealed): what
people answered. `ages`: the age group that follows from the year of birth. `parents`: who agrees that a minor comes.
"""
