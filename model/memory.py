"""How much memory this process has had at most: nothing comes in, MB of 10^6 bytes go out, on every system."""

import sys


def peak_mb() -> float:
    """The most memory this process ever had, in MB of 10^6 bytes."""
    if sys.platform == "win32":
        import psutil

        return float(psutil.Process().memory_info().peak_wset) / 1e6
    import resource  # not on Windows

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6
