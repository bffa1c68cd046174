"""Keep one window per user: a second start sends its request to the first window over a local socket."""

import getpass
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.start.socket_folder import is_own, socket_path
from model.base.json_file import parse_json
from model.base.places import data_folder

CONNECT_MS, ANSWER_MS = 500, 5000
"""Timeouts in ms. Connecting is fast if a window is open, but a busy window may take seconds to answer."""
_TAKEN = b"taken\n"
_LONGEST = 1_000_000
"""Maximum size of one request in bytes, enough for about ten thousand paths. Longer requests are rejected."""


@dataclass(frozen=True)
class OpenRequest:
    """The request of a new start to a running window: what to show. The paths are absolute."""

    paths: tuple[Path, ...]
    analyse: bool = False


def socket_name() -> str | None:
    """Return the path of the socket (on Windows its name), or None if there is no folder for it.

    The path depends on the user and the data folder, so that portable installations stay separate.
    """
    key = f"{getpass.getuser()}|{data_folder()}"
    return socket_path(f"histocast-{hashlib.sha256(key.encode()).hexdigest()[:16]}")


def hand_over(request: OpenRequest) -> bool:
    """Send `request` to the open window.

    Return False if there is no window, if the window belongs to another user, or if it does not answer.
    """
    path = socket_name()
    if path is None:
        return False
    socket = QLocalSocket()
    socket.connectToServer(path)
    if not socket.waitForConnected(CONNECT_MS) or not is_own(socket.socketDescriptor()):
        return False
    message = {"paths": [str(path) for path in request.paths], "analyse": request.analyse}
    socket.write(json.dumps(message).encode() + b"\n")
    socket.flush()
    return socket.waitForReadyRead(ANSWER_MS) and socket.readAll().data() == _TAKEN


class SingleInstanceServer(QObject):
    """Receives the requests of later starts, from `listen` to `close`."""

    requested = Signal(object)
    """Emitted with the `OpenRequest` of a later start."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)

    def listen(self) -> bool:
        """Start listening.

        Return False if another window of this user already listens, or if no folder for the socket exists.
        """
        path = socket_name()
        if path is None:
            return False
        probe = QLocalSocket()
        probe.connectToServer(path)
        # Check this first, because Qt's server with UserAccessOption would replace another server that is listening.
        if probe.waitForConnected(CONNECT_MS):
            return False
        # A killed program may have left its socket behind.
        QLocalServer.removeServer(path)
        return self._server.listen(path)

    def close(self) -> None:
        self._server.close()

    def _accept(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            if not is_own(socket.socketDescriptor()):
                socket.abort()
                continue
            socket.readyRead.connect(lambda s=socket: self._read(s))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():  # data may have arrived before the signal was connected
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        try:
            message = parse_json(bytes(socket.readLine().data()))
            request = OpenRequest(tuple(Path(path) for path in message["paths"]), bool(message["analyse"]))
        except (ValueError, KeyError, TypeError):
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        socket.disconnectFromServer()
        self.requested.emit(request)
