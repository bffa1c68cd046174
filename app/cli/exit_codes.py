"""Exit codes of the command line."""

GOOD = 0
SOME_FAILED = 1
USAGE = 2
NOTHING_STARTED = 3
STOPPED = 130
"""Exit code after Ctrl+C: 128 + the number of SIGINT, as is usual in shells."""
TERMINATED = 143
"""Exit code after SIGTERM: 128 + the number of SIGTERM."""
