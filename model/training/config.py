"""Every choice of a training run, as frozen values with their defaults; nothing here loads torch."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from model.bundle.choices import Blank, Classifier, Pooling
from model.training.cohort_cells import TimeUnit

Calibration = Literal["none", "shift", "platt"]
Order = Literal["shuffled", "mirrored", "raster"]
Recipe = Literal["hardened", "as published"]
Threshold = Literal["youden", "median"]

RECIPES: Mapping[Recipe, Mapping[str, Any]] = {
    "hardened": {},
    "as published": {"order": "raster", "blank": "read", "random_orders": 0, "penalty": "sum"},
}
"""What a recipe changes of the defaults below, which are those of the hardened one; each can still be set by itself."""


@dataclass(frozen=True)
class TrainConfig:
    """How a head is trained; the publication states the penalties, dropout and sizes and none of the rest."""

    seed: int = 1
    """Of the split, the first weights, the order of the spots and dropout."""
    epochs: int = 60
    patience: int = 15
    """Epochs without a better validation loss before stopping; the best epoch is kept."""
    batch: int = 16
    loss: Literal["cross-entropy", "squared error"] = "cross-entropy"
    """The lecture's error is 1/2 (y - d)^2, here of the survival probability."""
    optimiser: Literal["adam", "sgd"] = "adam"
    """`sgd` is the lecture's plain gradient descent; it needs a learning rate some hundred times as high."""
    learning_rate: float = 5e-4
    clip: float = 1.0
    """Longest step of the gradient: recurrent gradients may explode."""
    l1: float = 0.005
    l2: float = 0.005
    penalty: Literal["mean", "sum"] = "mean"
    """Whether the penalties multiply the mean or the sum of |w| and w^2 of a layer. By arithmetic the sum is about 420
    for this network at the start, beside an error of 0.69: expect it to collapse."""
    dropout: float = 0.05
    loss_steps: Literal["last", "second half"] = "second half"
    """On which steps the error is taken: the last one alone, or the mean over the second half of the string."""
    order: Order = "shuffled"
    """In which order a spot is read in training: each time in another, in raster order after one of the eight flips and
    rotations of the grid, or in raster order. A tissue has no first tile: what a model says should not hang on it."""
    blank: Blank = "skip"
    """Whether tiles without tissue are passed over. Read, they tell the size and place of the core."""
    random_orders: int = 8
    """Over how many random orders a probability is averaged; 0: the tiles are read once, in raster order."""
    threshold: Threshold = "youden"
    """Where the risk groups part, on training patients: at the best sensitivity and specificity, or half and half. The
    median of a network that is sure of most patients lies among those it is surest of, and cuts through them."""
    folds: int = 0
    """Rotating folds beside the single split; 0: none. The bundle holds the single split's head."""
    calibration: Calibration = "none"
    """What the validation patients are used for once the best epoch is found."""
    prevalence: float | None = None
    """Share of patients alive at 5 years where the model is to be used; None: as among the validation patients."""


@dataclass(frozen=True)
class TrainOptions(TrainConfig):
    """All options of `histocast train`, under the names they have in a TOML file and in the manifest."""

    recipe: Recipe = "hardened"
    """Where the other options' defaults come from."""
    name: str = ""
    """Of the model; empty: the bundle file's."""
    head: Literal["lstm", "elman", "attention", "pooled"] = "lstm"
    pooling: Pooling = "mean"
    """Of a pooled head."""
    classifier: Classifier = "logistic regression"
    """Of a pooled head; its strength is chosen on the validation patients."""
    cells: tuple[int, ...] = (264, 128, 64)
    bias: bool = True
    mpp: float = 0.286
    """um/px: 1 mm over 3500 px. A cohort of another pixel size states its own."""
    backbone: str = "seeded"
    device: str = "auto"
    time_unit: TimeUnit = "years"
    about: Mapping[str, str] = field(default_factory=dict)
    """Of the cohort, in the trainer's words, for the model card: sites, scanner, stain, years and what else matters."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The table's own names of columns, by ours."""
    event_value: str = ""
    """The cell of the table that means died; empty: 1, or plain words such as dead."""
