"""Every error becomes a sentence and something the user can do."""

import errno
from pathlib import Path

import pytest

from app.ui.messages import explain
from model.base.errors import (
    BackboneError,
    BundleError,
    CohortError,
    DeviceError,
    ExportError,
    HistocastError,
    SlideError,
)

OutOfMemoryError = type("OutOfMemoryError", (RuntimeError,), {})
"""As torch calls it; torch itself must not be needed to know it."""


@pytest.mark.parametrize(
    "error",
    [
        SlideError(Path("a.png"), "a.png is damaged.", "Copy it again."),
        BundleError("No such bundle.", "Name another."),
        BackboneError("The backbone is missing.", "Import it."),
        DeviceError("No such device.", "Use auto."),
        ExportError("Not written.", "Make room."),
        CohortError("The table is faulty.", "Correct it.", ("line 3",)),
        HistocastError("Something.", "Do something."),
    ],
    ids=lambda error: type(error).__name__,
)
def test_foreseen_errors_say_their_own_text(error):
    notice = explain(error)
    assert (notice.tone, notice.title, notice.remedy) == ("error", error.message, error.remedy)


@pytest.mark.parametrize(
    ("error", "title", "remedy"),
    [
        (MemoryError(), "not enough memory", "smaller image"),
        (OutOfMemoryError("CUDA out of memory"), "graphics card ran out of memory", "CPU"),
        (OSError(errno.ENOSPC, "No space left on device", "/data/x.json"), "disk is full", "Free some space"),
        (PermissionError(errno.EACCES, "Permission denied", "/data"), "/data", "another folder"),
        (FileNotFoundError(errno.ENOENT, "No such file", "/data/x.png"), "/data/x.png", "Check the name"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error", "Try again"),
        (ModuleNotFoundError("No module named 'torch'", name="torch"), "torch", "histocast doctor"),
        (ImportError("libtorch_cpu.so: cannot open shared object file", name="_C"), "libtorch_cpu", "histocast doctor"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_errors_of_the_system_say_what_to_do(error, title, remedy):
    notice = explain(error)
    assert title in notice.title
    assert remedy in notice.remedy


def test_what_nobody_foresaw_names_the_log(home):
    notice = explain(ZeroDivisionError("division by zero"))
    assert "ZeroDivisionError" in notice.title
    assert str(home) in notice.remedy
