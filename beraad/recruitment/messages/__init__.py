"""Messages to people who signed up, each by the way that they chose."""
