"""What happens to a form between two clicks: sent twice, changed by two people, sent when the visit had ended.

`once` lets each form make one thing; `models` has its table; `edits` shows two people what each made of one text.
May import: what `web` may.
"""
