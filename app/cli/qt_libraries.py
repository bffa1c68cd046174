"""The system libraries that Qt needs on Linux, and their Debian packages.

This module uses only the standard library, because the set-up runs it before anything is installed. `python3 -m
app.cli.qt_libraries` prints the missing packages.
"""

import ctypes
import sys
from pathlib import Path

WINDOWLESS: tuple[tuple[str, str], ...] = (
    ("libEGL.so.1", "libegl1"),
    ("libGL.so.1", "libgl1"),
    ("libfontconfig.so.1", "libfontconfig1"),
    ("libglib-2.0.so.0", "libglib2.0-0"),
    ("libdbus-1.so.3", "libdbus-1-3"),
    ("libxkbcommon.so.0", "libxkbcommon0"),
    ("libX11.so.6", "libx11-6"),
)
"""Libraries needed to import Qt, with or without a window.

Source: `ldd` on QtGui, QtWidgets and QtDBus of PySide6 6.12.
"""
X11: tuple[tuple[str, str], ...] = (
    ("libX11-xcb.so.1", "libx11-xcb1"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    ("libxcb-cursor.so.0", "libxcb-cursor0"),
    ("libxcb-icccm.so.4", "libxcb-icccm4"),
    ("libxcb-image.so.0", "libxcb-image0"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
    ("libxcb-randr.so.0", "libxcb-randr0"),
    ("libxcb-render.so.0", "libxcb-render0"),
    ("libxcb-render-util.so.0", "libxcb-render-util0"),
    ("libxcb-shape.so.0", "libxcb-shape0"),
    ("libxcb-shm.so.0", "libxcb-shm0"),
    ("libxcb-sync.so.1", "libxcb-sync1"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0"),
    ("libxcb-xkb.so.1", "libxcb-xkb1"),
)
"""Further libraries needed by Qt's X11 plugin."""
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
_FONT_PACKAGE = "fonts-dejavu-core"


def missing(libraries: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return the `libraries` (name, Debian package) that cannot be loaded. On other systems than Linux, return ()."""
    return tuple(row for row in libraries if not _loads(row[0])) if sys.platform == "linux" else ()


def missing_packages() -> tuple[str, ...]:
    """Return the Debian packages that are missing for Qt to show a window with text."""
    packages = [package for _, package in missing(WINDOWLESS + X11)]
    if sys.platform == "linux" and not _has_fonts():
        packages.append(_FONT_PACKAGE)
    return tuple(packages)


def install_command(packages: tuple[str, ...]) -> str:
    """Return the command that installs `packages` on Debian and derived systems."""
    return "sudo apt-get install -y --no-install-recommends " + " ".join(packages)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_fonts() -> bool:
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    return any(True for folder in folders for kind in ("ttf", "otf", "ttc") for _ in folder.rglob(f"*.{kind}"))


if __name__ == "__main__":
    print(*missing_packages())
