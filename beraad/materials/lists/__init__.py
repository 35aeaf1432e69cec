"""The lists of documents and of the questions of the panel."""
