"""The overlay that CONTRIBUTING.md builds step by step: its code, its row and its test work as they are printed."""

import re
from pathlib import Path

import pytest

from app.viewer.overlays.overlay_table import OVERLAYS, OverlayRow

PAGE = Path(__file__).parents[4] / "CONTRIBUTING.md"


@pytest.fixture(scope="module")
def printed():
    """The Python blocks of the page, in its order: overlay, row, test, look."""
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_the_printed_overlay_passes_its_printed_test(printed, made, monkeypatch, request):
    overlay, row, test = ({} for _ in range(3))
    exec(printed[0], overlay)
    row = eval(printed[1].strip().rstrip(","), {"OverlayRow": OverlayRow, **overlay})
    # Whoever follows the page has added the row already.
    others = tuple(other for other in OVERLAYS if other.key != row.key)
    assert row.shortcut not in {other.shortcut for other in others}
    # Before the canvas is made, which makes one overlay for each row.
    monkeypatch.setattr("app.viewer.canvas.canvas.OVERLAYS", (*others, row))
    exec(printed[2], test)
    [function] = [value for name, value in test.items() if name.startswith("test_")]
    function(made, request.getfixturevalue("canvas"))
