"""What came of a recommendation: updates with evidence, each a step on the axis of execution."""
