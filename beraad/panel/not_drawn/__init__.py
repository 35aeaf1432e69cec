"""Telling everyone who was not drawn, once: a kind and true message, by each person's own way and in their language.

`service` tells them, `acts` is its page, `views` the address on the blueprint of the panel.
"""
