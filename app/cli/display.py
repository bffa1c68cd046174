"""Check whether a window can be opened, without importing Qt."""

import ctypes
import os
import sys
from importlib.util import find_spec

from app.cli.qt_libraries import WINDOWLESS, X11, install_command, missing
from model.base.errors import HistocastError


def why_no_window() -> HistocastError | None:
    """Return the reason why no window can be opened, with a remedy; None if no obstacle was found."""
    if find_spec("PySide6") is None:
        return HistocastError("PySide6 (Qt) is not installed.", "Install the program again: pip install histocast.")
    if sys.platform != "linux":
        return None
    lacking = missing(WINDOWLESS)
    wayland = bool(os.environ.get("WAYLAND_DISPLAY"))
    x11 = bool(os.environ.get("DISPLAY"))
    # QT_QPA_PLATFORM selects Qt's platform, for example "offscreen". If it is set, no display is needed.
    if not (wayland or x11 or os.environ.get("QT_QPA_PLATFORM")):
        return HistocastError(
            "There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.",
            "Work at the computer's own screen or use ssh -X. Without a window, use: histocast predict IMAGE.",
        )
    if x11 and not wayland:
        lacking += missing(X11)
        if not lacking and not _x11_responds():
            return HistocastError(
                f"The display {os.environ['DISPLAY']} does not respond.",
                "Check DISPLAY and your access to that screen. Without a window, use: histocast predict IMAGE.",
            )
    if lacking:
        names = ", ".join(name for name, _ in lacking)
        return HistocastError(
            f"System libraries of Qt are missing: {names}.",
            f"Run: {install_command(tuple(package for _, package in lacking))}",
        )
    return None


def _x11_responds() -> bool:
    """Return whether the X server responds; True if this cannot be tested.

    Qt aborts the process if it does not respond.
    """
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed
