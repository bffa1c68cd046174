"""How this program starts a helper process of its own: from the source, installed, or packaged."""

import sys

RUN_MODULE = "--run-module"
"""Option of the packaged program that replaces Python's `-m`. `app/frozen.py` runs the module whose name follows it."""


def module_command(module: str) -> list[str]:
    """Return the command that runs the module with this name; its arguments are appended."""
    if getattr(sys, "frozen", False):
        return [sys.executable, RUN_MODULE, module]
    # -P: Python must not search the current folder, which may hold a user's files, for modules.
    return [sys.executable, "-P", "-m", module]
