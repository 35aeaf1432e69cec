"""Asking drawn people who are not reached by e-mail: letters, calls and text messages."""
