"""Measure the responsiveness of the window in a separate process (`app.measure.responsiveness`)."""

from typing import Any

from app.cli.bench.separate_process import measured_apart
from app.cli.progress import Steps

_LINES = (
    ("start_s", "window drawn after the start", "s"),
    ("load_s", "devices found, engine loaded", "s"),
    ("load_gap_ms", "longest gap while loading", "ms"),
    ("inference_gap_ms", "longest gap while analysing", "ms"),
    ("inference_gap_p99_ms", "99th percentile of the gaps in the event loop", "ms"),
    ("first_tiles_s", "first tiles drawn after the analysis starts", "s"),
    ("result_s", "result drawn after the analysis starts", "s"),
)


def measure_responsiveness(device: str) -> Steps[dict[str, Any]]:
    """Start the window, load the model, analyse a sample spot, and return the measured times by name (`_LINES`).

    Run offscreen if there is no display.
    """
    return measured_apart("app.measure.responsiveness", ["--device", device], "measuring the window")


def show_responsiveness(found: dict[str, Any]) -> None:
    """Print one line for each measured value."""
    print(f"the window ({found.get('platform', 'not opened')})")
    if found["error"]:
        print(f"  not measured: {found['error']}")
    for key, title, unit in _LINES:
        if found.get(key) is not None:
            print(f"  {title:<42}{found[key]:>9} {unit}")
