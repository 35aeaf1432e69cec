"""The sign-up (aanmelding): codes, the open link, the form step by step, and coming back to it."""
