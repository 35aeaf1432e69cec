"""From fair chances to M equal tickets: whole panels of people, their spread, and the draw of a number."""
