"""The style of the figures: sizes, and colours and line styles by role.

Figures are saved to files or converted to bytes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.base.files import replacing
from model.comparison.comparison import RaterComparison, RaterResult
from model.result.export.wording import RESEARCH_USE_ONLY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, QUIET, LINE, ACCENT = "#1b1d21", "#5b6470", "#d8dbe0", "#1f9e8f"
LOW, HIGH = "#1f9e8f", "#d55e00"
"""Colours for survival (low) and for death (high), as in the signed maps of the window."""
_OTHERS = ("#0072b2", "#e69f00", "#56b4e9", "#d55e00", "#7a6a00", "#004d73")
"""Colours for other raters: the palette of Okabe & Ito without its pink, and two darker colours."""
_DASHES: tuple[Any, ...] = ("-", (0, (5, 2)), (0, (1, 1.5)), (0, (6, 2, 1, 2)), (0, (3, 1, 1, 1, 1, 1)), (0, (8, 3)))
_DATED: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
"""Each file format, with the metadata that leaves out its date, so that equal figures give equal files."""
PNG_DPI = 300
_TITLE_PT, _LEGEND_PT = 6.0, 11.0
"""Distance of a title from what is below it, and height of a row of the legend, in points."""

_SETTINGS: Any = {
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 8,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "xtick.color": QUIET,
    "ytick.color": QUIET,
    "text.color": INK,
    "svg.fonttype": "none",
    "svg.hashsalt": "histocast",
    "pdf.fonttype": 42,
    "legend.frameon": False,
}
"""Settings of matplotlib. Text stays text in SVG and PDF, so that journals can change its font."""


@contextmanager
def settings() -> Iterator[None]:
    """Run a block in which figures depend neither on the settings of the user nor on those of a folder.

    Matplotlib reads the file `matplotlibrc` of the current folder, which may hold images from elsewhere. Such a file
    could make matplotlib run LaTeX, for example.
    """
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_SETTINGS)
        yield


def figure(width: float, height: float) -> "Figure":
    """Return an empty figure of `width` x `height` inches. It uses neither a window nor global state."""
    from matplotlib.figure import Figure

    return Figure(figsize=(width, height), layout="constrained", facecolor="white")


def one_axes(comparison: RaterComparison, title: str, square: bool = False) -> "tuple[Figure, Axes]":
    """Return a figure with one pair of axes, a title, and the sentence "research use only" below."""
    made = figure(4.6 if square else 5.6, 4.6 if square else 4.0)
    axes = made.add_subplot()
    axes.set_title(titled(comparison, title), loc="left")
    print_notes(made, comparison)
    return made, axes


def titled(comparison: RaterComparison, title: str) -> str:
    """Return the title of a figure or table with "internal" or "external" validation."""
    return f"{title} ({comparison.table.origin.title})"


def legend_above(axes: "Axes", title: str) -> None:
    """Write the title above the axes, and the legend between them in two columns, so that nothing covers a curve."""
    labels = axes.get_legend_handles_labels()[1]
    rows = -(-len(labels) // 2)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=2, fontsize=7, handlelength=2.6, borderaxespad=0.3)
    axes.set_title(title, loc="left", pad=_TITLE_PT + _LEGEND_PT * rows)


def print_notes(made: "Figure", comparison: RaterComparison, *lines: str) -> None:
    """Print lines below a figure: its own `lines`, flagged thresholds and "research use only"."""
    flags = [f"Threshold chosen on the same data: {', '.join(comparison.flagged)}."] if comparison.flagged else []
    print_below(made, *lines, *flags, RESEARCH_USE_ONLY)


def print_below(made: "Figure", *lines: str) -> None:
    """Print sentences below a figure, one per line."""
    made.supxlabel("\n".join(lines), fontsize=6.5, color=QUIET)


def look_of(result: RaterResult, comparison: RaterComparison) -> dict[str, Any]:
    """Return the colour and the line style of a rater, which are the same in every figure.

    The first model gets the accent colour.
    """
    models = [found.name for found in comparison.raters if found.role == "model"]
    if result.name in models[:1]:
        return {"color": ACCENT, "linestyle": "-", "linewidth": 1.8}
    if result.role == "majority":
        return {"color": INK, "linestyle": "-", "linewidth": 1.4}
    others = [found.name for found in comparison.raters if found.name not in models[:1] and found.role != "majority"]
    number = others.index(result.name)
    dashes = _DASHES[1 + number % (len(_DASHES) - 1)]
    return {"color": _OTHERS[number % len(_OTHERS)], "linestyle": dashes, "linewidth": 1.3}


def group_look(number: int, of: int) -> dict[str, Any]:
    """Return the colour and the line style of the Kaplan-Meier curve of one risk group.

    `of` is the number of groups. `number` counts them from 0, the group of lowest risk.
    """
    if of == 1:
        return {"color": INK, "linestyle": "-"}
    if number in (0, of - 1):
        return {"color": LOW if number == 0 else HIGH, "linestyle": "-" if number == 0 else _DASHES[1]}
    return {"color": _OTHERS[(number - 1) % len(_OTHERS)], "linestyle": _DASHES[(number + 1) % len(_DASHES)]}


def save(made: "Figure", path: Path) -> None:
    """Save `made` as PNG, SVG or PDF, according to the suffix of `path`."""
    with replacing(path) as beside:
        made.savefig(beside, format=path.suffix.lstrip(".").lower(), dpi=PNG_DPI)


def as_bytes(made: "Figure") -> dict[str, bytes]:
    """Return the figure `made` as bytes, by the name of the format (PNG, SVG, PDF).

    Equal figures give equal bytes.
    """
    made.draw_without_rendering()
    # The layout is computed only once, because it takes most of the time and must be equal in all formats.
    made.set_layout_engine("none")
    found = {}
    for kind, dated in _DATED.items():
        file = BytesIO()
        made.savefig(file, format=kind, dpi=PNG_DPI, metadata=dated | {"Title": RESEARCH_USE_ONLY})
        found[kind] = file.getvalue()
    return found
