"""Draw the memory reach of several bundles for one image, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model.comparison.report.style import figure, save, settings
from model.explain.memory_reach import SHARE
from model.result.export.wording import RESEARCH_USE_ONLY

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
"""Colours that colour-blind people can distinguish (Okabe and Ito)."""
FLOOR = 1e-8
"""Minimum gradient that is drawn, as a share of the largest gradient of the layer. Smaller gradients are drawn at this
value."""


@dataclass(frozen=True, eq=False)
class Remembered:
    """The memory of one bundle for the image.

    `curve` float32 [layers, steps] and `reach` have the same meaning as in `Memory`.
    """

    name: str
    curve: np.ndarray
    reach: tuple[int, ...]


def draw_memory(bundles: Sequence[Remembered], image: str, path: Path) -> None:
    """Draw how strongly each earlier tile still affects the answer of `bundles`, as PNG, SVG or PDF.

    There is one panel per layer, with one line per bundle. The horizontal axis counts the tiles back from the last
    tile.
    """
    layers = max(len(bundle.curve) for bundle in bundles)
    with settings():
        page = figure(3.0 * layers, 3.2)
        _draw(page, bundles, image, layers)
        save(page, path)


def _draw(page: "Figure", bundles: Sequence[Remembered], image: str, layers: int) -> None:
    panels = page.subplots(1, layers, sharey=True, squeeze=False)[0]
    for layer, panel in enumerate(panels):
        for bundle, colour in zip(bundles, _colours(len(bundles)), strict=True):
            if layer < len(bundle.curve):
                back, share = back_from_the_end(bundle.curve[layer])
                panel.plot(back, share, color=colour, label=f"{bundle.name}: {bundle.reach[layer]} tiles back")
        panel.axhline(SHARE, color="#555555", linestyle="--", linewidth=1)
        panel.set(title=f"Layer {layer + 1}", xlabel="tiles back from the last", yscale="log", ylim=(FLOOR, 2))
        panel.legend(fontsize="small", loc="upper right")
        panel.grid(alpha=0.25)
    panels[0].set_ylabel("|d logit / d h$_t$|, share of the layer's largest")
    title = f"How many tiles back the network remembers, {image}. Dashed: {SHARE:.0%}. {RESEARCH_USE_ONLY}"
    page.suptitle(title, fontsize="medium")


def back_from_the_end(norms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the x and y values of a line: steps [n], counted back from the last step (0), and relative gradients [n].

    A relative gradient is the gradient divided by its maximum.
    """
    share = norms[::-1].astype(np.float64) / max(float(norms.max()), np.finfo(float).tiny)
    return np.arange(len(norms)), np.maximum(share, FLOOR)


def _colours(count: int) -> tuple[str, ...]:
    return tuple(COLOURS[number % len(COLOURS)] for number in range(count))
