"""Python looks for a module of this name when it starts: what every process does that a test starts."""

import tests.sockets  # noqa: F401 - closes them
