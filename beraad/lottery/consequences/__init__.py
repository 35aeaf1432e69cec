"""What quotas and rule mean for people's chances, computed before anything is decided."""
