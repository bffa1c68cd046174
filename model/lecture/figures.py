"""Draw the figures of the lecture from its computed values. Each function returns a matplotlib figure."""

from typing import TYPE_CHECKING

import numpy as np

from model.comparison.report.style import ACCENT, HIGH, INK, LINE, QUIET, figure, print_below
from model.lecture.elman_task import WEIGHTS, Trained
from model.lecture.gradient_flow import EXPLODED, KINDS, OPEN_RADIUS, TITLES, VANISHED, Flow, Flows
from model.lecture.spot_gates import GATES, SpotGates
from model.lecture.three_steps import ThreeSteps
from model.result.export.wording import RESEARCH_USE_ONLY

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

RADIUS_COLOURS = ("#004d73", "#0072b2", INK, "#e69f00", "#d55e00")
"""Colours of the spectral radii, from blue to orange in rising order. The radius 1 is black."""
GATE_COLOURS = {"forget": "#0072b2", "input": "#e69f00", "output": "#009e73"}
WEIGHT_COLOURS = {"u": "#0072b2", "v": "#e69f00", "w": ACCENT}
_LEAST = 1e-120
"""Minimum share that is drawn. Smaller shares are drawn at this value, so that the logarithmic axis has a lower end."""


def draw_three_steps(found: ThreeSteps) -> "Figure":
    """Draw the network unrolled over three steps, with all values.

    Each step is a column with the input at the bottom.
    """
    made = figure(6.4, 3.9)
    axes = made.add_subplot()
    steps = len(found.run.x)
    for t in range(steps + 1):
        _unit(axes, (t, 1), f"h$_{t}$ = {_vector(found.run.h[t])}", ACCENT if t else QUIET)
        if t == 0:
            continue
        _unit(axes, (t, 0), f"x$_{t}$ = {_vector(found.run.x[t - 1])}", INK)
        _unit(axes, (t, 2), f"y$_{t}$ = {_vector(found.run.y[t - 1])}", HIGH)
        for start, end, name in (((t, 0), (t, 1), "U"), ((t - 1, 1), (t, 1), "W"), ((t, 1), (t, 2), "V")):
            _arrow(axes, start, end, name)
        axes.text(t + 0.08, 0.62, f"sum {_vector(found.h_sums[t - 1])}", fontsize=6.5, color=QUIET)
        axes.text(t + 0.08, 1.62, f"sum {_vector(found.y_sums[t - 1])}", fontsize=6.5, color=QUIET)
    axes.set(xlim=(-0.5, steps + 0.5), ylim=(-0.35, 2.35))
    axes.axis("off")
    axes.set_title("Three steps: h$_t$ = s(U x$_t$ + W h$_{t-1}$), y$_t$ = s(V h$_t$), s is the step", loc="left")
    print_below(made, "Weights chosen by this program; the lecture states none.", RESEARCH_USE_ONLY)
    return made


def _unit(axes: "Axes", at: tuple[float, float], text: str, colour: str) -> None:
    box = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": colour, "linewidth": 1.2}
    axes.text(*at, text, ha="center", va="center", fontsize=8, color=INK, bbox=box, zorder=3)


def _arrow(axes: "Axes", start: tuple[float, float], end: tuple[float, float], name: str) -> None:
    arrow = {"arrowstyle": "->", "color": QUIET, "shrinkA": 24, "shrinkB": 24}
    axes.annotate("", end, start, arrowprops=arrow)
    across = start[1] == end[1]
    at = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
    beside = (at[0], at[1] + 0.1) if across else (at[0] - 0.1, at[1])
    axes.text(*beside, name, ha="center", va="center", fontsize=8)


def _vector(values: np.ndarray) -> str:
    return "(" + ", ".join(f"{value:g}" for value in values) + ")"


def draw_training(found: Trained) -> "Figure":
    """Draw the error E and the weights by training step, and a scatter plot of gradients.

    The scatter plot compares the gradients by back-propagation with those by finite differences.
    """
    made = figure(9.0, 3.3)
    loss, weights, gradients = made.subplots(1, 3)
    loss.plot(np.arange(len(found.errors)), found.errors, color=ACCENT, label="E")
    loss.axhline(found.without_memory, color=HIGH, linestyle="--", linewidth=1, label="least E without memory")
    loss.set(title="Squared error", xlabel="step of gradient descent", yscale="log")
    for weight in WEIGHTS:
        values = np.array([getattr(network, weight).ravel() for network in found.networks])
        for number, column in enumerate(values.T):
            label = weight.upper() if number == 0 else None
            weights.plot(found.recorded, column, color=WEIGHT_COLOURS[weight], linewidth=1.1, label=label)
    weights.set(title="Weights", xlabel="step of gradient descent")
    ends = [0.0]
    for check, mark in zip(found.checks, ("o", "x"), strict=True):
        differences = np.concatenate([check.differences[weight].ravel() for weight in WEIGHTS])
        propagated = np.concatenate([check.propagated[weight].ravel() for weight in WEIGHTS])
        label = f"after {check.step} steps"
        gradients.plot(differences, propagated, mark, color=ACCENT if check.step else INK, markersize=4, label=label)
        ends += [differences.min(), differences.max()]
    gradients.plot([min(ends), max(ends)], [min(ends), max(ends)], color=LINE, linewidth=1, zorder=0)
    gradients.set(title="Gradients", xlabel="finite difference", ylabel="back-propagation through time")
    for axes in (loss, weights, gradients):
        axes.legend(fontsize=7)
    print_below(made, RESEARCH_USE_ONLY)
    return made


def draw_flows(found: Flows) -> "Figure":
    """Draw gradients against the number of steps back, in one panel per kind of network.

    A last panel compares LSTM layers with different forget gates.
    """
    made = figure(10.5, 3.5)
    panels = made.subplots(1, 4, sharey=True)
    for axes, kind in zip(panels, KINDS, strict=False):
        for flow, colour in zip(found.of(kind), RADIUS_COLOURS, strict=True):
            _flow(axes, flow, colour, f"{flow.radius:g}")
        axes.set_title(TITLES[kind], fontsize=8)
        axes.legend(fontsize=6.5, title="spectral radius", title_fontsize=6.5)
    for flow, colour in zip(found.by_forget, RADIUS_COLOURS, strict=False):
        _flow(panels[-1], flow, colour, f"{flow.forget:.4f}")
    panels[-1].set_title(f"LSTM layer, radius {OPEN_RADIUS:g}", fontsize=8)
    panels[-1].legend(fontsize=6.5, title="mean forget gate", title_fontsize=6.5)
    for axes in panels:
        for end in (VANISHED, EXPLODED):
            axes.axhline(end, color=LINE, linewidth=0.8, zorder=0)
        axes.set(yscale="log", xlabel="steps back from the last")
    panels[0].set_ylabel("gradient with respect to the input / at last step")
    print_below(made, f"Grey lines: {VANISHED:g} and {EXPLODED:g}.", RESEARCH_USE_ONLY)
    return made


def _flow(axes: "Axes", flow: Flow, colour: str, label: str) -> None:
    axes.plot(np.arange(len(flow.norms)), np.maximum(flow.norms[::-1], _LEAST), color=colour, label=label)


def draw_gates(found: SpotGates) -> "Figure":
    """Draw the mean gates of each layer, by step and as maps of the tiles.

    Tiles that were not processed are transparent.
    """
    layers = len(found.layers)
    made = figure(10.0, 2.3 * layers + 0.5)
    grid = made.subplots(layers, 1 + len(GATES), squeeze=False, width_ratios=[1.7, 1, 1, 1])
    for layer, (lines, *maps) in enumerate(grid):
        for gate, axes in zip(GATES, maps, strict=True):
            mean = found.mean(layer, gate)
            lines.plot(np.arange(1, len(mean) + 1), mean, color=GATE_COLOURS[gate], linewidth=1, label=gate)
            picture = axes.imshow(found.map(layer, gate), cmap="cividis", vmin=0, vmax=1)
            axes.set(xticks=[], yticks=[])
            axes.spines[:].set_visible(False)
            axes.set_title(f"{gate} gate, layer {layer + 1}", fontsize=8)
        units = found.layers[layer].forget.shape[1]
        lines.set(ylim=(0, 1), ylabel=f"layer {layer + 1}: mean of {units} units")
    grid[0, 0].legend(fontsize=7)
    grid[-1, 0].set_xlabel(f"step ({found.order} order)")
    made.colorbar(picture, ax=grid[:, 1:].ravel().tolist(), shrink=0.5, label="mean gate")
    made.suptitle(f"Gates of {found.bundle} over {found.image}", fontsize=9)
    print_below(made, "Activity of the network, not importance of a tile.", *found.notices)
    return made
