"""The lists of documents, for staff and for readers, and of the questions of the panel."""
