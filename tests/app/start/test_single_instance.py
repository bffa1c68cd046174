"""A second start: what it was asked for arrives at the first window, and nowhere else."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.start.single_instance import OpenRequest, SingleInstanceServer, hand_over, socket_name
from app.start.socket_folder import is_own

REQUEST = OpenRequest((Path("/data/spot ü.png"), Path("/data/b.svs")), analyse=True)
SECOND = """
import sys
from pathlib import Path
from app.start.single_instance import OpenRequest, hand_over
sys.exit(not hand_over(OpenRequest((Path("/data/spot ü.png"), Path("/data/b.svs")), analyse=True)))
"""
LONGEST_START_MS = 300_000


@pytest.fixture
def server(qapp):
    owner = QObject()
    made = SingleInstanceServer(owner)
    yield made
    made.close()


def test_without_a_window_nobody_takes_it(qapp):
    assert hand_over(REQUEST) is False


def test_the_first_window_gets_what_the_second_start_was_asked_for(qtbot, server):
    assert server.listen()
    heard = []
    server.requested.connect(heard.append)
    # A process of its own, as in life; in a thread the client would hold Python's lock while it waits for us.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", SECOND], env=environment) as second:
        qtbot.waitUntil(lambda: second.poll() is not None, timeout=LONGEST_START_MS)
    assert heard == [REQUEST]
    assert second.returncode == 0


def test_a_second_doorman_leaves_the_first_his_door(qtbot, server):
    assert server.listen()
    other = SingleInstanceServer(server)
    assert other.listen() is False


def test_a_door_left_over_by_a_killed_program_is_taken(qapp, server, monkeypatch):
    """A file where the socket was, and nobody behind it."""
    left = QLocalServer()
    assert left.listen(socket_name())
    path = Path(left.fullServerName())
    if not path.exists():
        pytest.skip("sockets are no files here")
    left.close()
    path.touch()
    assert server.listen()


@pytest.mark.parametrize("noise", [b"not json\n", b"[]\n", b'{"paths": 3, "analyse": false}\n'])
def test_noise_is_no_wish(qtbot, server, noise):
    assert server.listen()
    heard = []
    server.requested.connect(heard.append)
    socket = QLocalSocket()
    socket.connectToServer(socket_name())
    with qtbot.waitSignal(socket.disconnected):
        socket.write(noise)
    assert heard == []


def test_a_listener_of_another_user_gets_no_names(qtbot, server, monkeypatch):
    assert server.listen()
    heard = []
    server.requested.connect(heard.append)
    monkeypatch.setattr("app.start.single_instance.is_own", lambda descriptor: False)
    assert hand_over(REQUEST) is False
    assert heard == []


@pytest.mark.skipif(os.name == "nt", reason="sockets are no files there")
def test_the_socket_is_in_a_folder_of_this_user_alone(monkeypatch, tmp_path):
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("app.start.socket_folder.LONGEST", 500)
    folder = Path(socket_name()).parent
    assert folder.parent == tmp_path
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o755)
    assert socket_name() is None
    assert hand_over(REQUEST) is False
    folder.rmdir()
    folder.symlink_to(tmp_path)
    assert socket_name() is None
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "runtime"))
    assert Path(socket_name()).parent == tmp_path / "runtime"


@pytest.mark.skipif(not hasattr(socket, "SO_PEERCRED"), reason="this system does not name the other end")
def test_the_user_at_the_other_end_is_known(monkeypatch):
    one, other = socket.socketpair()
    with one, other:
        assert is_own(one.fileno())
        monkeypatch.setattr("os.getuid", lambda: 123_456)
        assert not is_own(one.fileno())
