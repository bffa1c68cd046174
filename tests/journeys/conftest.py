"""Journeys through the window use its fake tasks, and no network."""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

NETWORK = (socket.AF_INET, socket.AF_INET6)
"""Families of sockets that reach other computers. The window listens on one of its own computer (AF_UNIX)."""
_ATTEMPTS: list[str] = []
_watched = threading.Event()


def _refuse_network(event, given):
    """Refuse and note each socket of the network, whoever asks for it; a hook stays until the process ends."""
    if not _watched.is_set() or not event.startswith("socket."):
        return
    made = event == "socket.__new__" and given[1] in NETWORK
    used = event in ("socket.connect", "socket.bind", "socket.sendto") and given[0].family in NETWORK
    if made or used or event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        _ATTEMPTS.append(f"{event} {given[1:]}")
        raise AssertionError(f"a journey used the network: {event} {given[1:]}")


sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def no_network():
    """No journey opens a socket of the network, in Python or in a library; a caught refusal counts too."""
    _ATTEMPTS.clear()
    _watched.set()
    yield _ATTEMPTS
    _watched.clear()
    assert _ATTEMPTS == []
    # Libraries in C and Qt make sockets without Python's knowledge.
    open_now = [(one.laddr, one.raddr) for one in psutil.Process().net_connections(kind="inet")]
    assert open_now == []


FAKES = Path(__file__).parents[1] / "app" / "fakes.py"


@pytest.fixture(scope="session")
def fakes():
    """The module `fakes.py` of the window's tests."""
    spec = importlib.util.spec_from_file_location("histocast_journey_fakes", FAKES)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def display():
    """The number of a virtual screen of 1500 x 1000 px, such as ":4". Without Xvfb, the test is skipped."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1500x1000x24"]
    screen = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    number = screen.stdout.readline().decode().strip()
    if not number:
        screen.wait()
        pytest.skip("Xvfb does not start here")
    yield f":{number}"
    screen.terminate()
    screen.wait()
    screen.stdout.close()


@pytest.fixture
def on_screen(display):
    """The environment of a script that shows the window on the virtual screen, and can import `driven`."""
    folders = (str(Path.cwd()), str(Path(__file__).parent), os.environ.get("PYTHONPATH"))
    return os.environ | {
        "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": os.pathsep.join(filter(None, folders)),
    }  # fmt: skip
