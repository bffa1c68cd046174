"""Make the workers of a local cluster ignore Ctrl+C, because the run itself handles it and stops its workers.

Each worker loads this module first.
"""

import signal
import threading


def dask_setup(worker: object) -> None:
    """Ignore Ctrl+C, which the terminal sends to every process of the command."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
