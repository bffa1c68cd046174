"""The program as a whole: what is loaded, how it is called, how it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import app
from app.__main__ import main
from app.cli.command_table import COMMANDS

ROOT = Path(app.__file__).parents[1]
HEAVY = {"torch", "torchvision", "PySide6", "pyqtgraph", "scipy", "rich", "numpy", "PIL", "openvino"}


def histocast(*arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own; `code` runs instead where it is given."""
    command = [sys.executable, *(["-c", code] if code else ["-m", "app", *arguments])]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("arguments", [["--help"], ["predict", "--help"], ["nonsense"], ["predict"]])
def test_help_and_usage_load_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom app.__main__ import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', *sorted({HEAVY!r} & set(sys.modules)))"
    )
    assert histocast(code=code).stdout.splitlines()[-1].split() == ["LOADED"]


def test_help_names_every_command(capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    printed = capsys.readouterr().out
    assert all(command.NAME in printed for command in COMMANDS)
    assert "Research use only" in printed


@pytest.mark.parametrize("command", [command.NAME for command in COMMANDS])
def test_every_command_explains_itself(command: str, capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert "usage: histocast " + command in capsys.readouterr().out


def test_version(capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("histocast ")


def test_a_mistyped_command_is_put_right(capsys) -> None:
    assert main(["predcit"]) == 2
    assert "histocast predict" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["predict"], ["predict", "a", "--mpp", "wide"], ["backbone"], ["--nonsense"]])
def test_wrong_usage_is_2(arguments: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_window_is_refused_in_text() -> None:
    done = histocast("spot.png", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 3
    assert "no display" in done.stderr
    assert "histocast predict" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_bundle_starts_nothing() -> None:
    done = histocast("predict", "spot.png", "--bundle", "nobody's")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "nobody's" in done.stderr
    assert "Traceback" not in done.stderr


_LONG = "import time\nfrom app import __main__\n__main__._run = lambda _: [print('x', flush=True), time.sleep(600)]\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_ends_cleanly() -> None:
    # A shell that runs the tests in the background lets its children ignore the signal.
    listen = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    code = listen + _LONG + "raise SystemExit(__main__.main([]))"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=300)
    assert process.returncode == 130
    assert "Stopped." in err
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_who_leaves_is_no_error() -> None:
    code = (
        "from app import __main__\n"
        "__main__._run = lambda _: [print('x' * 1000, flush=True) for _ in range(10000)] and 0\n"
        "raise SystemExit(__main__.main([]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.wait(timeout=300)
    assert process.returncode == 0
    assert err == ""
