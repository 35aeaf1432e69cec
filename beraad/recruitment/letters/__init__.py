"""Letters to residents, in waves: who gets one, what it says, the files for the printer, the paper for the notary.

`strata`, `sampling`, `standing`: over which groups, drawn how, and what each group still needs.
`texts`, `markup`, `letterhead`, `reply_slip`, `contents`: the words, with the verbs on them.
`typesetting`: the letter as PDF. `service`: plan, approve, mark as sent, remind. `printing`: the files of a wave.
`jobs`: draw and print in the background. `notary`: how anyone repeats the draw.
"""
