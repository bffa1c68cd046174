"""Make the workers of a local cluster ignore Ctrl+C, because the run itself handles it and stops its workers.

Each worker loads this module first.
"""

import signal
import threading


def dask_setup(worker: object) -> None:
    """Ignore Ctrl+C in this worker process. The terminal sends Ctrl+C to every process that the command started."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
