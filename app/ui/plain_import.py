"""Stop PySide from reading the source of every module that Python imports.

PySide replaces Python's import function. After each import, its function reads the whole source of the imported module
to find out whether the module uses PySide, and keeps the source in memory. It needs this only for `from __feature__
import`, which this program does not use. For the window and torch together, this took 0.7 s of processor time and 60 MB
of memory.
"""

import builtins


def use_plain_import() -> None:
    """Use Python's own import function again. Call this once, after the first import of PySide."""
    plain = getattr(builtins, "__orig_import__", None)  # PySide keeps Python's function under this name
    if plain is not None:
        builtins.__import__ = plain
