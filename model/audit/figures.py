"""Draw the results of an audit as PNG figures.

The figures show deletion and insertion curves, occlusion values by grid position, and how well the maps find tiles that
are known to be harmful or protective.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from model.audit.one_spot import kinds_of
from model.audit.run import Audit
from model.base.colours import UNSIGNED, colour_table
from model.comparison.report.style import INK, LINE, QUIET, figure, print_below, save, settings
from model.explain.faithfulness import SHARES, Curves
from model.result.export.wording import disclaimers, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LOOKS: dict[str, dict[str, Any]] = {
    "occlusion": {"color": "#0072b2", "linestyle": "-"},
    "ig": {"color": "#d55e00", "linestyle": (0, (5, 2))},
    "norm": {"color": "#56b4e9", "linestyle": (0, (1, 1.5))},
    "attention": {"color": "#cc79a7", "linestyle": (0, (6, 2, 1, 2))},
    "contribution": {"color": "#e69f00", "linestyle": (0, (8, 3))},
    "random": {"color": QUIET, "linestyle": (0, (3, 1, 1, 1, 1, 1))},
}
"""The line style of each map. Colour-blind people can distinguish the styles, even in print without colour."""


def draw_curves(audit: Audit, path: Path) -> None:
    """Draw the deletion and insertion curves of an audit to the PNG file `path`.

    A curve is the survival probability of the spot minus the probability of a spot of blank glass, averaged over the
    spots. The sign is chosen for each spot so that the difference is positive for the complete spot.
    """
    kinds = kinds_of(audit.bundle.manifest.head)
    with settings():
        page = figure(7.2, 3.8)
        panels = page.subplots(1, 2, sharey=True)
        for panel, way, verb in zip(panels, ("deletion", "insertion"), ("turned to", "back from"), strict=True):
            panel.plot(SHARES, _mean(audit, kinds[0].key, f"random_{way}"), color=INK, linewidth=1)
            for kind in kinds:
                panel.plot(SHARES, _mean(audit, kind.key, way), linewidth=1.5, **_LOOKS[kind.key])
            panel.set_title(way.capitalize(), loc="left")
            panel.set(xlabel=f"share of tiles {verb} glass", xlim=(0, 1))
            panel.xaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
            panel.grid(color=LINE, linewidth=0.5)
        panels[0].set_ylabel("p minus p of blank glass (positive: towards p of the spot)")
        names = ["random orders", *(kind.title for kind in kinds)]
        page.legend(panels[0].lines, names, loc="outside right upper")
        page.suptitle(
            (f"{audit.bundle.manifest.name}: p while tiles are replaced in the order of each map"),
            x=0.01,
            ha="left",
            fontsize=9,
        )
        notices = _footer(audit.bundle.record.sha256, disclaimers(audit.bundle.record))
        print_below(page, f"Mean over {len(audit.spots)} spots.", *notices)
        save(page, path)


def _mean(audit: Audit, key: str, way: str) -> np.ndarray:
    """Return the deletion or insertion curve [21] of a map, or of random orders, averaged over all spots."""
    return np.mean([_towards(spot.curves[key], way) for spot in audit.spots], axis=0)


def _towards(curves: Curves, way: str) -> np.ndarray:
    line = getattr(curves, way)
    bare = curves.deletion[-1]
    return np.asarray(curves.towards * ((line.mean(axis=0) if line.ndim > 1 else line) - bare))


def draw_position(section: dict[str, Any], notices: tuple[str, ...], path: Path) -> None:
    """Draw the mean absolute occlusion value at each position of the grid, as one square per tile without smoothing.

    Positions without a value are transparent.
    """
    from matplotlib.colors import ListedColormap

    sizes = np.array([np.nan if value is None else value for value in section["position"]["mean_size"]])
    side = round(len(sizes) ** 0.5)
    most = max(float(np.nanmax(sizes, initial=0.0)), 1e-9)
    with settings():
        page = figure(5.0, 4.6)
        axes = page.add_subplot()
        colours = ListedColormap(colour_table(UNSIGNED[0]) / 255)
        drawn = axes.imshow(sizes.reshape(side, side), cmap=colours, vmin=0, vmax=most, interpolation="nearest")
        bar = page.colorbar(drawn, ax=axes, label="mean |occlusion|, log odds")
        bar.outline.set_visible(False)
        for spine in axes.spines.values():
            spine.set_visible(True)
        axes.set(xlabel="column of the grid", ylabel="row")
        axes.set_title("Position bias", loc="left")
        late = section["position"]["late_ratio"]
        ratio = "none" if late["value"] is None else _between(late)
        of = f"{section['spots']} spots; last quarter of the raster divided by the rest: {ratio}."
        print_below(page, of, *_footer(section["of_bundle_sha256"], notices))
        save(page, path)


def draw_planted(section: dict[str, Any], notices: tuple[str, ...], path: Path) -> None:
    """Draw each map's AUC for finding harmful and protective tiles, with its interval. An AUC of 0.5 is chance."""
    rows = [(key, found, way) for key, found in section["planted"]["maps"].items() for way in ("harmful", "protective")]
    with settings():
        page = figure(7.2, 1.4 + 0.24 * len(rows))
        axes = page.add_subplot()
        axes.axvline(0.5, color=QUIET, linewidth=1)
        for number, (key, found, way) in enumerate(rows):
            _bar(axes, number, found[way]["mean"], _LOOKS[key]["color"])
        axes.set(xlim=(0, 1), ylim=(len(rows) - 0.5, -0.5), xlabel="AUC, mean over spots (95 %)")
        names = [f"{section['maps'][key]['title']}: {way}" for key, _, way in rows]
        axes.set_yticks(range(len(rows)), names, color=INK)
        axes.tick_params(axis="y", length=0)
        axes.set_title("Which maps find harmful and protective tiles (planted truth)?", loc="left")
        of = f"{section['spots']} synthetic spots; the line at 0.5 is chance."
        print_below(page, of, *_footer(section["of_bundle_sha256"], notices))
        save(page, path)


def _bar(axes: "Axes", number: int, found: dict[str, Any], colour: str) -> None:
    label = "no such tiles"
    if found["value"] is not None:
        label = _between(found)
        axes.barh(number, found["value"], height=0.6, color=colour)
        if found["low"] is not None:
            axes.plot([found["low"], found["high"]], [number, number], color=INK, linewidth=1.3)
    axes.annotate(label, (1, number), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                  va="center", fontsize=7, annotation_clip=False)  # fmt: skip


def _between(found: dict[str, Any]) -> str:
    interval = "" if found["low"] is None else f" ({found['low']:.2f} to {found['high']:.2f})"
    return f"{found['value']:.2f}{interval}"


def _footer(sha256: str, notices: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Bundle sha256 {short(sha256)}.", *notices)
