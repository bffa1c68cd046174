"""Measure the peak memory of this process and return free memory to the system."""

import sys


def peak_mb() -> float:
    """Return the peak memory of this process in MB (10^6 bytes)."""
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 1e6
    import resource  # this module does not exist on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def give_back() -> None:
    """Return unused memory of this process to the operating system.

    Otherwise the C library glibc keeps half a gigabyte after a large image was closed.
    """
    if sys.platform == "linux":
        import ctypes

        # Other C libraries do not have this function. They return memory without a call.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
