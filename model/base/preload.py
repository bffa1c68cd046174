"""Load the native libraries of a package before Python imports it, so that other threads can run at the same time.

Python's import holds the interpreter's lock while the system loads a library and initialises it. For torch, this takes
0.2 to 1 s, during which the window does not react. A call through ctypes releases the lock.
"""

import os
import sys
from importlib.util import find_spec
from pathlib import Path


def preload(package: str, *libraries: str) -> None:
    """Load the native `libraries` of `package`, given as file names in its folder. Do not import the package itself.

    A library that is missing or cannot be loaded is skipped. The import of the package then loads it or reports the
    error. The function acts on Linux only. On other systems, packages search for their libraries in their own ways.
    """
    found = find_spec(package)
    if sys.platform != "linux" or found is None or found.origin is None:
        return
    import ctypes

    load = ctypes.CDLL(None).dlopen
    load.restype, load.argtypes = ctypes.c_void_p, (ctypes.c_char_p, ctypes.c_int)
    for library in libraries:
        path = Path(found.origin).parent / library
        if path.exists():
            load(os.fsencode(path), os.RTLD_NOW | os.RTLD_LOCAL)
