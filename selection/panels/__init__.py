"""A panel after its draw: alternates chosen for expected drop-out, and replacements inside the quotas."""
