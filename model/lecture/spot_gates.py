"""The gates of a bundle's LSTM over the tiles of a spot, compared with the reference network.

Only this part of the lecture needs a trained network. torch is loaded when this part runs.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model.explain.states import Gates
from model.reference.lstm import Pass, forward, from_pytorch

if TYPE_CHECKING:
    from model.bundle.bundle import Bundle
    from model.result.prediction import Prediction

GATES = ("forget", "input", "output")


@dataclass(frozen=True, eq=False)
class SpotGates:
    """The gates of every LSTM layer at every step.

    `index` int64 [steps] is the tile of each step in a grid of `rows` x `cols` tiles. `layers` has the arrays [steps,
    units] of each layer, first layer first. `difference` is the maximum difference of any gate or state between the
    network (float32) and the reference network (float64), with the same weights and features. `notices` must be shown
    beside the values.
    """

    image: str
    bundle: str
    order: str
    biases: bool
    rows: int
    cols: int
    index: np.ndarray
    layers: tuple[Gates, ...]
    difference: float
    notices: tuple[str, ...]

    def mean(self, layer: int, gate: str) -> np.ndarray:
        """Return the mean of a gate over the units of a layer, float [steps]. Layers are counted from 0."""
        return np.asarray(getattr(self.layers[layer], gate)).mean(axis=1)

    def map(self, layer: int, gate: str) -> np.ndarray:
        """Return the mean of a gate over the units of a layer as a map, float [rows, cols].

        It is nan for tiles that were not processed.
        """
        found = np.full(self.rows * self.cols, np.nan)
        found[self.index] = self.mean(layer, gate)
        return found.reshape(self.rows, self.cols)


def spot_gates(prediction: "Prediction", bundle: "Bundle") -> SpotGates:
    """Return the gates of the LSTM head of `bundle` over the tiles of `prediction`.

    The tiles are in the order of the run whose hidden states the prediction shows.

    Raise ExplainError if the head is not an LSTM.
    """
    from model.explain.gates import gates
    from model.result.export.wording import disclaimers

    trace, grid = prediction.trace, prediction.grid
    features = prediction.features[trace.index]
    layers = gates(bundle, features)
    return SpotGates(
        image=Path(prediction.image.path).name,
        bundle=f"{bundle.manifest.name} {bundle.manifest.version}",
        order=grid.order,
        biases=bundle.manifest.head.bias,
        rows=grid.rows,
        cols=grid.cols,
        index=trace.index,
        layers=layers,
        difference=difference(layers, reference_passes(bundle, features)),
        notices=disclaimers(prediction.bundle),
    )


def reference_passes(bundle: "Bundle", features: np.ndarray) -> tuple[Pass, ...]:
    """Return the passes of the reference network through all layers of an LSTM head, first layer first.

    The lecture's LSTM has no biases. A bias of the head becomes the weight of one more input that is always 1.
    """
    import torch

    from model.bundle.heads.lstm import LstmHead

    assert isinstance(bundle.head, LstmHead)  # The gates were computed before, so the head has gates.
    x = bundle.standardised(torch.from_numpy(features.copy())).double().numpy()
    found = []
    for layer in bundle.head.weights():
        inputs, back = (weights.detach().double().numpy() for weights in (layer.inputs, layer.back))
        if layer.bias is not None:
            inputs = np.column_stack([inputs, layer.bias.detach().double().numpy()])
            x = np.column_stack([x, np.ones(len(x))])
        found.append(forward(from_pytorch(inputs, back), x))
        x = found[-1].h[1:]
    return tuple(found)


def difference(layers: tuple[Gates, ...], passes: tuple[Pass, ...]) -> float:
    """Return the maximum absolute difference of gates and states between a network and the reference network."""
    pairs = (
        pair
        for ours, theirs in zip(layers, passes, strict=True)
        for pair in (
            (ours.forget, theirs.f),
            (ours.input, theirs.i),
            (ours.output, theirs.o),
            (ours.candidate, theirs.c_new),
            (ours.cell, theirs.c[1:]),
            (ours.hidden, theirs.h[1:]),
        )
    )
    return max(float(np.abs(one - other).max()) for one, other in pairs)
