"""The panel decides: votes, the views of a minority, withdrawal."""
