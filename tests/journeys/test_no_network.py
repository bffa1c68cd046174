"""The journeys run without a network: these tests show that an attempt would be noticed."""

import socket
import urllib.request

import pytest


@pytest.fixture
def attempts(no_network):
    """The attempts so far; the test that made them on purpose removes them."""
    yield no_network
    no_network.clear()


@pytest.mark.parametrize(
    "call",
    [
        lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
        lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM),
        lambda: socket.create_connection(("localhost", 9)),
        lambda: urllib.request.urlopen("http://localhost:9/"),
        lambda: socket.gethostbyname("localhost"),
    ],
    ids=["IPv4", "IPv6", "connection", "URL", "name"],
)
def test_an_attempt_is_refused_and_noted(attempts, call):
    with pytest.raises(AssertionError, match="used the network"):
        call()
    assert attempts


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no such sockets here")
def test_a_socket_of_this_computer_is_allowed():
    socket.socket(socket.AF_UNIX).close()
