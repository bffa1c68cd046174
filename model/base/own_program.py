"""Build the command by which this program starts a helper process.

The command works whether the program is packaged, installed, or run from its source.
"""

import sys

RUN_MODULE = "--run-module"
"""Option of the packaged program in place of Python's `-m`. `app/frozen.py` runs the module whose name follows the
option."""


def module_command(module: str) -> list[str]:
    """Return the command that runs the module with this name. The caller appends the arguments of the module."""
    if getattr(sys, "frozen", False):
        return [sys.executable, RUN_MODULE, module]
    # -P: Python must not search for modules in the current folder, which may hold a user's files.
    return [sys.executable, "-P", "-m", module]
