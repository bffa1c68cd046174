"""Measure the responsiveness of the window in a separate process (`app.measure.responsiveness`)."""

from typing import Any

from app.cli.bench.separate_process import measured_apart
from app.cli.progress import Steps

_LINES = (
    ("start_s", "start to the window drawn", "s"),
    ("load_s", "devices looked up, engine loaded", "s"),
    ("load_gap_ms", "longest gap while loading", "ms"),
    ("inference_gap_ms", "longest gap while analysing", "ms"),
    ("inference_gap_p99_ms", "of a hundred gaps the longest but one", "ms"),
    ("first_tiles_s", "analysis to the first tiles drawn", "s"),
    ("result_s", "analysis to the number drawn", "s"),
)


def measure_responsiveness(device: str) -> Steps[dict[str, Any]]:
    """Start the window, load, analyse a sample spot; off screen where there is no display."""
    return measured_apart("app.measure.responsiveness", ["--device", device], "measuring the window")


def show_responsiveness(found: dict[str, Any]) -> None:
    """A line each, as far as it was measured."""
    print(f"the window ({found.get('platform', 'not opened')})")
    if found["error"]:
        print(f"  not measured: {found['error']}")
    for key, words, unit in _LINES:
        if found.get(key) is not None:
            print(f"  {words:<42}{found[key]:>9} {unit}")
