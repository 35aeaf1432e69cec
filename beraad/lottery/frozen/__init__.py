"""The pool as it was frozen for a draw: the snapshot, its hash tree, and counts that the public may see."""
