"""One window a user: what a second start was asked for goes over a local socket to the first window."""

import getpass
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from model.base.places import data_folder

CONNECT_MS, ANSWER_MS = 500, 5000
"""Nobody there says so at once; a window that is drawing something large may take seconds to answer."""
_TAKEN = b"taken\n"
_LONGEST = 1_000_000
"""Bytes of one wish: ten thousand paths; more is somebody else's noise."""


@dataclass(frozen=True)
class Asked:
    """What a start was asked for; paths are absolute."""

    paths: tuple[Path, ...]
    analyse: bool = False


def door() -> str:
    """Name of the socket: one a user and a data folder, so that portable installations do not meet."""
    key = f"{getpass.getuser()}|{data_folder()}"
    return f"histocast-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def hand_over(asked: Asked) -> bool:
    """Whether a window that is open took what was `asked`; False where there is none, or it does not answer."""
    socket = QLocalSocket()
    socket.connectToServer(door())
    if not socket.waitForConnected(CONNECT_MS):
        return False
    wish = {"paths": [str(path) for path in asked.paths], "analyse": asked.analyse}
    socket.write(json.dumps(wish).encode() + b"\n")
    socket.flush()
    return socket.waitForReadyRead(ANSWER_MS) and socket.readAll().data() == _TAKEN


class SingleInstanceServer(QObject):
    """Listens for later starts, from `listen` to `close`."""

    asked = Signal(object)
    """An `Asked`."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._welcome)

    def listen(self) -> bool:
        """Whether later starts will come here; False where another window of this user hears them."""
        probe = QLocalSocket()
        probe.connectToServer(door())
        # Asked first: with rights of its own, Qt's server puts itself in the place of one that is listening.
        if probe.waitForConnected(CONNECT_MS):
            return False
        # It may be left over from a program that was killed.
        QLocalServer.removeServer(door())
        return self._server.listen(door())

    def close(self) -> None:
        self._server.close()

    def _welcome(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda s=socket: self._read(s))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():  # it may have written before we looked
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        try:
            wish = json.loads(bytes(socket.readLine().data()))
            asked = Asked(tuple(Path(path) for path in wish["paths"]), bool(wish["analyse"]))
        except (ValueError, KeyError, TypeError):
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        socket.disconnectFromServer()
        self.asked.emit(asked)
