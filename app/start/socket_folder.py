"""The folder of the window's socket, and the check of the user at its other end.

Only this user may send or receive file names.
"""

import os
import socket
import stat
import struct
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

LONGEST = 100
"""Maximum length of a socket's path in bytes; Linux allows 107, macOS 103."""


def socket_path(name: str) -> str | None:
    """Return the path of the socket `name` in a folder that only this user can enter; on Windows only the name.

    Return None if there is no such folder. The window then works, but later starts cannot find it.
    """
    if sys.platform == "win32":
        return name
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    own = Path(tempfile.gettempdir()) / f"histocast-{os.getuid()}"
    for folder in (*([Path(runtime)] if runtime else []), own):
        path = str(folder / name)
        if len(os.fsencode(path)) <= LONGEST and _is_private(folder):
            return path
    return None


def is_own(descriptor: int) -> bool:
    """Return whether the process at the other end of the connected socket `descriptor` belongs to this user."""
    if not hasattr(socket, "SO_PEERCRED"):  # without this option, only the private folder protects the socket
        return True
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as connected:
        size = struct.calcsize("3i")
        _, uid, _ = struct.unpack("3i", connected.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
        return bool(uid == os.getuid())
    return False


def _is_private(folder: Path) -> bool:
    """Create `folder` if necessary, and return whether it belongs to this user and nobody else can enter it."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
