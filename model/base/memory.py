"""Measure the peak memory of this process and return memory to the system."""

import sys
from pathlib import Path

_DONTNEED = 4
"""Linux's number of the advice that pages are not needed (`MADV_DONTNEED`)."""


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


def release_file_pages(folder: Path) -> None:
    """Release the memory of the files in `folder` that are mapped into this process for reading. Acts on Linux only.

    The files stay mapped. The system reads a part again if it is used again.
    """
    if sys.platform != "linux":
        return
    import ctypes

    advise = ctypes.CDLL(None).madvise
    advise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    inside = f"{folder.resolve()}/"
    for line in Path("/proc/self/maps").read_text(errors="surrogateescape").splitlines():
        fields = line.split(maxsplit=5)
        # Nothing can be lost: a mapping that was never writable has the same bytes as its file.
        if len(fields) == 6 and fields[1].startswith("r--") and fields[5].startswith(inside):
            start, end = (int(text, 16) for text in fields[0].split("-"))
            advise(start, end - start, _DONTNEED)
