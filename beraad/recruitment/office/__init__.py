"""Sign-ups as the registry sees them: lists, files, duplicates, codes to come back, failed jobs."""
