"""Memory of this process: how much it has had at most, in MB of 10^6 bytes on every system, and giving it back."""

import sys


def peak_mb() -> float:
    """The most memory this process ever had, in MB of 10^6 bytes."""
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 1e6
    import resource  # not on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def give_back() -> None:
    """Memory that was let go of goes back to the system. glibc keeps it else: half a gigabyte after a large picture."""
    if sys.platform == "linux":
        import ctypes

        # Other C libraries have no such call, and give back by themselves.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
