"""Exit codes of the command line."""

GOOD = 0
SOME_FAILED = 1
USAGE = 2
NOTHING_STARTED = 3
STOPPED = 130
"""128 + SIGINT, as is usual in shells."""
TERMINATED = 143
"""128 + SIGTERM."""
