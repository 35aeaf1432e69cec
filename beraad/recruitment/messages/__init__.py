"""Messages to everyone who signed up, each by the way that person chose.

`placeholders`: what differs from person to person in a text. `service`: write, have sent by a colleague, deliver, tick
off. `jobs`: sending in the background. `queries`: who is reached how, and what became of it.
"""
