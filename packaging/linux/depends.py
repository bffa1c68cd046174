"""Debian packages the frozen program needs: its folder in, the text of Depends out. Standard library only."""

import os
import sys
from pathlib import Path

from app.cli.qt_libraries import WINDOWLESS, X11

OTHER_NAMES = {"libglib2.0-0": "libglib2.0-0t64"}
"""What the same library is called in newer releases."""


def main() -> int:
    brought = {path.name for path in Path(sys.argv[1]).rglob("*.so*")}
    needed = [package for library, package in WINDOWLESS + X11 if library not in brought]
    # Left out by histocast.spec; and what fontconfig, which is brought, reads to find fonts.
    needed += ["libgcc-s1", "libstdc++6", "fontconfig-config"]
    glibc = os.confstr("CS_GNU_LIBC_VERSION") or "glibc 2.36"
    named = [f"{name} | {OTHER_NAMES[name]}" if name in OTHER_NAMES else name for name in needed]
    print(", ".join([f"libc6 (>= {glibc.split()[1]})", *named]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
