"""`histocast bench viewer`: measure how the viewer pans and zooms over an image or over a generated slide."""

import tempfile
from collections.abc import Generator
from pathlib import Path
from typing import Any

from app.cli.bench.separate_process import measured_apart
from app.cli.progress import Steps, follow
from model.base.errors import HistocastError
from model.base.plural import plural
from model.base.progress import Progress

_ROWS = (
    ("start_s", "from start until the window reacts", "s"),
    ("open_s", "from opening an image until it is drawn", "s"),
    ("open_gap_ms", "longest gap while opening", "ms"),
    ("frame_p50_ms", "frame, p50", "ms"),
    ("frame_p95_ms", "frame, p95", "ms"),
    ("frame_p99_ms", "frame, p99", "ms"),
    ("frame_max_ms", "frame, longest", "ms"),
    ("longest_gap_ms", "longest gap of the event loop", "ms"),
    ("sharp_p50_ms", "movement end until sharp, p50", "ms"),
    ("sharp_p95_ms", "movement end until sharp, p95", "ms"),
    ("sharp_max_ms", "movement end until sharp, longest", "ms"),
    ("viewer_mb", "peak memory without the network", "MB"),
    ("load_s", "engine loaded", "s"),
    ("load_gap_ms", "longest gap while the engine loads", "ms"),
    ("analysing_gap_ms", "longest gap during an analysis", "ms"),
    ("analysing_sharp_p50_ms", "movement end until sharp, analysing, p50", "ms"),
    ("analysing_sharp_p95_ms", "movement end until sharp, analysing, p95", "ms"),
    ("analysing_sharp_max_ms", "movement end until sharp, analysing, longest", "ms"),
    ("close_s", "closing the window", "s"),
    ("peak_mb", "peak memory of the process", "MB"),
)


def measure_viewer(images: list[Path]) -> dict[str, Any]:
    """Pan and zoom over the first of `images`, print the table, and return the measured values by name (see `_ROWS`).

    If there are no images, use a generated slide.
    """
    if images:
        found = follow(_measure(images[0]), "bench")
    else:
        with tempfile.TemporaryDirectory(prefix="histocast-") as folder:
            found = follow(_measure_made(Path(folder)), "bench")
    if found["error"]:
        raise HistocastError(f"The viewer could not be measured: {found['error']}", "Try another image.")
    _show(found)
    return {"viewer": found}


def _measure_made(folder: Path) -> Generator[Progress, None, dict[str, Any]]:
    from app.cli.bench.viewer_image import make_large_slide

    yield Progress("making a large slide")
    image = make_large_slide(folder)
    return (yield from _measure(image))


def _measure(image: Path) -> Steps[dict[str, Any]]:
    return measured_apart("app.measure.viewer_responsiveness", ["--image", str(image)], "panning and zooming")


def _show(found: dict[str, Any]) -> None:
    from rich.console import Console

    from app.cli.bench.report import grid

    (width, height), (across, down) = found["pixels"], found["viewport"]
    console = Console()
    console.print(
        f"{found['image']}: {width} x {height} px, {plural(found['levels'], 'level')}; "
        f"viewport {across} x {down} px ({found['platform']}), {found['frames']} frames"
    )
    table = grid("viewer", "", "")
    for key, title, unit in _ROWS:
        table.add_row(title, "-" if found.get(key) is None else f"{found[key]}", unit)
    console.print(table)
