"""The public page that checks the record of a lottery in the visitor's own browser."""
