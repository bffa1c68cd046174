"""The standard streams of a command pass on no control characters of names."""

import io
import sys

from app.cli.errors import print_error
from app.cli.process import OutputError, ShownText, prepare_process
from model.base.errors import FaultsError

NAME = "\x1b]0;owned\x07\nDone.png"


def test_no_name_controls_the_terminal(monkeypatch):
    monkeypatch.setattr("os.umask", lambda mask: 0)
    files = {name: io.BytesIO() for name in ("stdout", "stderr")}
    for name, file in files.items():
        monkeypatch.setattr(sys, name, io.TextIOWrapper(file, "ascii"))
    prepare_process()
    print(NAME, "\udcff")
    print_error(FaultsError("Bad.", "Rename it.", (NAME,)), NAME)
    sys.stdout.flush()
    assert files["stdout"].getvalue() == b"\\x1b]0;owned\\x07\nDone.png \\udcff\n"
    assert files["stderr"].getvalue().splitlines() == [
        b"\\x1b]0;owned\\x07\\nDone.png: Bad.",
        b"  \\x1b]0;owned\\x07\\nDone.png",
        b"  Rename it.",
    ]


def test_the_bar_is_drawn_with_control_characters():
    file = io.BytesIO()
    stream = ShownText(file, "utf-8")
    stream.write("\x1b")
    stream.write_controls("\x1b")
    stream.flush()
    assert file.getvalue() == b"\\x1b\x1b"
    assert not issubclass(OutputError, OSError)
