"""Measurements, never tests: `python -m tests.benchmarks engine` and the like."""
