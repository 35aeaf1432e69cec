"""The advice as a whole: one document, signed off by the panel, handed over on a day, public from then.

`composing` puts it together from what the panel decided, and sets it on paper; `models.AdviceReport` keeps the words
with their SHA-256, on which the panel votes. `service` has the handover and the promised day of the response.
"""
