"""Loaded first by each worker of a local cluster: Ctrl+C in the terminal is for the run, which stops its workers."""

import signal
import threading


def dask_setup(worker: object) -> None:
    """Ignore Ctrl+C, which the terminal sends to every process of the command."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
