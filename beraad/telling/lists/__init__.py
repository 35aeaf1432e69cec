"""The lists of messages, and of what they leave to do by hand: letters, calls, and people who were not reached."""
