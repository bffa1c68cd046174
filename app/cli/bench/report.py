"""Print the results of the benchmark as tables."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from model.base.plural import plural

if TYPE_CHECKING:
    from rich.table import Table as Grid

    from model.benchmark.contender_table import Table
    from model.benchmark.peers import PeerTable
    from model.benchmark.run import Benchmark
    from model.benchmark.spot import SpotTimes

_STAGES = (
    ("engine_load", "load the engine"),
    ("open", "open and decode"),
    ("read", "cut tiles, check quality (parallel to encoding)"),
    ("encode", "encode"),
    ("head_and_rest", "head and everything else"),
    ("draw", "draw the heatmap page"),
    ("first_tiles", "time to the first tiles on the screen"),
    ("predict", "whole prediction"),
    ("cached", "whole prediction again, with saved features"),
)


def show(found: "Benchmark") -> None:
    """Print all tables of `found`."""
    from rich.console import Console

    console = Console()
    table = found.table
    ceilings = ", ".join(f"{name} {flops / 1e9:.0f} GFLOP/s" for name, flops in table.ceilings.items())
    size = f"{plural(table.threads, 'thread')}, {plural(table.tiles, 'tile')}"
    console.print(f"{table.processor}, {size}, model {table.bundle}")
    console.print(f"float32 matrix products: {ceilings}")
    console.print(_speeds(table))
    console.print(
        "The ceiling is the speed of float32 matrix products on this device. Winograd and int8 can exceed it."
    )
    if table.missing:
        console.print(table.missing)
    console.print(_costs(table))
    console.print(
        f"Errors are relative to {table.reference}; dp is the error of the running probability over these tiles; "
        "MB is the peak memory of the process; cold s and warm s are the times until it is ready."
    )
    console.print(found.spots[0].device)
    console.print(_stages(found.spots))
    counts = ", ".join(f"{count} tiles {_seconds(seconds, 4)}" for count, seconds in found.scaling.items())
    console.print(
        f"seconds per tile, by number of tiles: {counts}; the largest is {found.scaling_spread:.1%} above the smallest"
    )


def show_peers(table: "PeerTable") -> None:
    """Print the comparison with other programs."""
    from rich.console import Console

    console = Console()
    console.print(f"{table.processor}, {table.threads} threads, {table.tiles} tiles; same weights, fastest pass")
    rows = grid("program", "version", "s/tile", "x exact", "features")
    for row in table.rows:
        if row.seconds_per_tile is None or row.ratio is None or row.feature_error is None:
            rows.add_row(row.name, row.version, "-", "-", "-")
        else:
            seconds, ratio = f"{row.seconds_per_tile:.4f}", f"{row.ratio:.2f}"
            rows.add_row(row.name, row.version, seconds, ratio, f"{row.feature_error:.1e}")
    console.print(rows)
    console.print(
        "x exact: time relative to the precision exact. features: largest relative difference from the "
        "features of exact."
    )
    for row in table.rows:
        if row.problem:
            console.print(f"{row.name} was not measured: {row.problem}", markup=False, soft_wrap=True)


def as_data(found: "Benchmark") -> dict[str, Any]:
    """Return the results of `found` as plain data for JSON, with the table rows first."""
    table = asdict(found.table)
    return {
        "rows": table.pop("rows"),
        "on": table,
        "spots": [asdict(spot) for spot in found.spots],
        "scaling_seconds_per_tile": found.scaling,
        "scaling_spread": found.scaling_spread,
    }


def _speeds(table: "Table") -> "Grid":
    rows = grid("engine", "s/tile", "s/spot", "tiles/s", "x plain", "of ceiling")
    for row in table.rows:
        rows.add_row(
            row.name,
            _seconds(row.seconds_per_tile, 4),
            _seconds(row.seconds_per_spot, 1),
            f"{row.tiles_per_second:.2f}",
            "-" if row.ratio_to_plain is None else f"{row.ratio_to_plain:.2f}",
            f"{row.share_of_ceiling:.0%}",
        )
    return rows


def _seconds(value: float, decimals: int) -> str:
    """Return `value`, in seconds, as text with `decimals` decimals, or with three significant digits if it is small."""
    return f"{value:.{decimals}f}" if value >= 10 ** (1 - decimals) else f"{value:.3g}"


def _costs(table: "Table") -> "Grid":
    rows = grid("engine", "features", "max |dp|", "MB", "cold s", "warm s")
    for row in table.rows:
        rows.add_row(
            row.name,
            f"{row.feature_error:.1e}",
            f"{row.dp_max:.1e}",
            f"{row.peak_mb:.0f}",
            f"{row.load_cold:.1f}",
            f"{row.load_warm:.1f}",
        )
    return rows


def _stages(spots: "tuple[SpotTimes, ...]") -> "Grid":
    rows = grid("one spot, seconds", *(spot.precision for spot in spots))
    for field, title in _STAGES:
        rows.add_row(title, *(f"{getattr(spot, field):.3f}" for spot in spots))
    rows.add_row("outside the network", *(f"{spot.overhead_share:.1%}" for spot in spots))
    rows.add_row("tiles encoded", *(str(spot.tiles_encoded) for spot in spots))
    rows.add_row("peak MB", *(f"{spot.peak_mb:.0f}" for spot in spots))
    return rows


def grid(first: str, *others: str) -> "Grid":
    """Return an empty table with these headings. All columns except the first are right-aligned for numbers.

    If the terminal is too narrow, names in the first column continue on the next line. Numbers are never cut.
    """
    from rich import box
    from rich.table import Table as Grid

    rows = Grid(box=box.SIMPLE, pad_edge=False)
    rows.add_column(first, overflow="fold")
    for heading in others:
        rows.add_column(heading, justify="right", no_wrap=True)
    return rows
