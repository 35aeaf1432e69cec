"""What panellists are paid for coming: derived from who was there, approved by a second official, paid once.

Words: vergoeding allowance · regeling scheme · reiskosten travel costs · declaratie claim · betaallijst payment list.
May import: `meetings` and below.
"""
