"""All options of a training run. Each option is one field, and this module imports neither numpy nor torch.

`option_field.py` explains how the command line, the TOML file and the checks are derived from the fields.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from model.bundle.choices import LONGEST_WARM_UP, Blank, Classifier, Pooling, Readout
from model.bundle.heads.head_table import HEADS
from model.region.order_kinds import OrderKind
from model.training.cohort_cells import TimeUnit
from model.training.loss_kinds import LossKind
from model.training.option_field import Option, option, options_of, pairs_option

Calibration = Literal["none", "shift", "platt"]
Order = Literal["mixed", "shuffled", "mirrored", "raster"]
Recipe = Literal["hardened", "as published"]
StoredAs = Literal["float32", "float16"]
Threshold = Literal["youden", "median"]

DEFAULT_MPP = 0.286
"""Default pixel size in um/px: 1 mm over 3500 px. For cohorts with another pixel size, the user must supply it as an
option.
"""

RECIPES: Mapping[Recipe, Mapping[str, Any]] = {
    "hardened": {},
    "as published": {
        "order": "raster",
        "blank": "read",
        "random_orders": 0,
        "readout": "last",
        "loss_steps": "second half",
        "consistency": 0.0,
        "penalty": "sum",
    },
}
"""The defaults that a recipe changes.

The defaults in this file are those of *hardened*. Options that the user gives override the recipe.
"""


@dataclass(frozen=True)
class TrainConfig:
    """How a head is trained. The publication specifies the penalties, dropout and layer sizes, but no other option."""

    seed: int = option(
        1, "seed of the split, the first weights, the order of the spots and dropout", low=0, high=2**32 - 1
    )
    epochs: int = option(60, "greatest number of epochs", low=1, high=100_000)
    patience: int = option(
        15, "epochs without a lower validation loss before training stops; the best epoch is kept", low=1, high=100_000
    )
    batch: int = option(16, "spots per step", low=1, high=100_000)
    # The loss of the publication is 1/2 (y - d)^2. Here y is the survival probability, and d is 1 for alive and 0 for
    # dead.
    loss: LossKind = option(
        "cross-entropy",
        "loss that training reduces; cross-entropy and squared error use only patients whose outcome at "
        "5 years is known, the other losses also patients who were lost earlier",
    )
    intervals: int = option(
        8, "number of intervals of the follow-up up to 5 years, for --loss hazards and cox", low=1, high=60
    )
    optimiser: Literal["adam", "sgd"] = option(
        "adam", "adam, or plain gradient descent (sgd), which needs a learning rate some hundred times as high"
    )
    learning_rate: float = option(5e-4, "step size of the optimiser", low=1e-12, high=1e3)
    # Gradients of recurrent networks can become very large.
    clip: float = option(1.0, "greatest norm of the gradient in one step; a longer gradient is scaled down", low=1e-12)
    l1: float = option(0.005, "weight of the L1 penalty", low=0)
    l2: float = option(0.005, "weight of the L2 penalty", low=0)
    weight_decay: float = option(
        0.0,
        "weight decay (AdamW): in each step, all weights shrink by this share times the learning rate, apart from "
        "the gradient",
        low=0,
        high=100,
    )
    # For the published network, the summed penalty is initially about 420, compared with a loss of 0.69.
    penalty: Literal["mean", "sum"] = option(
        "mean",
        "multiply the penalties by the mean or the sum of |w| and w^2 of a layer; with the sum, the output "
        "usually becomes constant",
    )
    # With 4096 features per tile, a small cohort can be fitted by noise in many ways.
    components: int = option(
        0,
        "train on the first principal components of the training tissue and merge the projection into the first "
        "layer; 0: train on all features",
        low=0,
        high=1024,
    )
    dropout: float = option(0.05, "share of inputs that dropout sets to 0", low=0, high=0.95)
    # The last logit depends mainly on the last few tiles, so the answer would change with the order of the tiles.
    readout: Readout = option(
        "mean", "answer of a sequence network: the logit of the last step, or the mean of the steps after the warm-up"
    )
    warm_up: float = option(
        0.5, "share of the steps at the beginning of a sequence that the mean leaves out", low=0, high=LONGEST_WARM_UP
    )
    loss_steps: Literal["last", "second half"] = option(
        "last",
        "steps whose answers enter the error: the last step, or each step of the second half, as if the sequence "
        "ended there",
    )
    # Tissue has no first tile, so the result should not depend on the tile order.
    order: Order = option(
        "mixed",
        "order of a spot's tiles in training, a new one each time: random or structured (lines and blocks from every "
        "corner), random, raster order after a random flip or rotation; or always raster order",
    )
    # A sequence network can keep the answer from the first tiles and ignore later ones. Training on many tile orders
    # alone does not prevent this.
    consistency: float = option(
        1.0,
        "weight of the squared difference, in log odds, between the answers of a sequence network to a spot in two "
        "orders; above 0 each spot is used in two orders at a time, if the order varies",
        low=0,
        high=1000,
    )
    # The number and positions of blank tiles would reveal the size and position of the core.
    blank: Blank = option("skip", "what happens to tiles without tissue")
    random_orders: int = option(
        8, "number of random orders over which a prediction is averaged; 0: one pass in raster order", low=0, high=1000
    )
    order_kind: OrderKind = option(
        "random",
        "kind of the random orders (--random-orders): independent, or balanced: forwards, backwards and "
        "from the middle on, so that every tile is near an end equally often",
    )
    stored_as: StoredAs = option(
        "float32",
        "precision of the features that training stores and uses; float16 halves their size on the disk, and a "
        "prediction of the same spots encodes them again",
    )
    # If a network is confident about most patients, many logits are nearly equal. The median then lies among them and
    # divides similar patients arbitrarily.
    threshold: Threshold = option(
        "youden",
        "threshold of the risk groups, from training patients: greatest sensitivity + specificity, or the median",
    )
    folds: int = option(
        0,
        "rotating folds in addition to the single split, whose head is in the bundle; 3 as published, 0: none",
        low=0,
        high=20,
        group="model",
    )
    seeds: int = option(
        1,
        "number of networks, each trained with its own seed, from --seed on; the bundle contains their "
        "ensemble, whose logit is the mean of their logits",
        low=1,
        high=20,
        group="model",
    )
    grid: Mapping[str, str] = pairs_option(
        "option values to try, for example l1=0.005/0.001,dropout=0/0.05; the values with the lowest validation "
        "loss are chosen, again in each fold",
        metavar="OPTION=A/B,...",
        group="model",
    )
    repeats: int = option(
        1,
        "how often the folds are drawn anew; the prediction for a patient is the mean over all drawn folds",
        low=1,
        high=100,
        group="model",
    )
    folds_by: Literal["patient", "site"] = option(
        "patient",
        "who is held out together: patients at random, or each site in turn (column site of the table; --folds and "
        "--repeats then have no effect)",
        group="model",
    )
    split: Literal["random", "column"] = option(
        "random",
        "training, validation and test sets: at random, or as the column split of the table states (train, "
        "validation, test)",
        group="cohort",
    )
    calibration: Calibration = option("none", "calibration layer, fitted on the validation patients", group="model")
    prevalence: float | None = option(
        None,
        "share alive at 5 years of the patients for whom the model will be used",
        low=0.001,
        high=0.999,
        group="model",
        default_text="the share among the validation patients",
    )


@dataclass(frozen=True)
class TrainOptions(TrainConfig):
    """All options of `histocast train`. The field names are also used in TOML files and in the manifest."""

    recipe: Recipe = option("hardened", "set of defaults for the other options")
    name: str = option("", "name of the model", group="model", default_text="the name of the bundle file")
    head: str = option("lstm", "kind of model", choices=tuple(HEADS), group="model")
    pooling: Pooling = option("mean", "pooling of a pooled head", group="model")
    classifier: Classifier = option(
        "logistic regression",
        "classifier of a pooled head; its strength is chosen on the validation patients",
        group="model",
    )
    cells: tuple[int, ...] = option((264, 128, 64), "number of units in each layer", metavar="N,N,N")
    bias: bool = option(True, "give the layers biases", group="model", default_text="with biases")
    mpp: float | None = option(
        None,
        "pixel size of the analysis, um/px",
        low=0.01,
        high=100,
        group="cohort",
        default_text=f"{DEFAULT_MPP}, or that of the tiles of an encoder from a file",
    )
    backbone: str = option("seeded", "backbone that computes the features", metavar="NAME", group="cohort")
    device: str = option("auto", "auto, cpu, cuda:N or mps", group="cohort")
    # A cohort of feature files needs no backbone. These options supply facts that the files do not contain.
    encoder: str = option(
        "",
        "encoder that computed the feature files",
        metavar="NAME",
        group="cohort",
        default_text="as stated in the feature files",
    )
    encoder_sha256: str = option(
        "",
        ("SHA-256 of the weights of the encoder that computed the feature files"),
        metavar="HASH",
        group="cohort",
        default_text="as stated in the feature files",
    )
    tile_px: int | None = option(
        None,
        "side of the encoder's tiles in px",
        low=1,
        high=100_000,
        group="cohort",
        default_text="as stated in the feature files",
    )
    tile_mpp: float | None = option(
        None,
        "pixel size of the encoder's tiles, um/px",
        low=0.01,
        high=100,
        group="cohort",
        default_text="as stated in the feature files",
    )
    slide_mpp: float | None = option(
        None,
        "pixel size of the slides at full resolution, um/px",
        low=0.01,
        high=100,
        group="cohort",
        default_text="the column slide_mpp, or the pixel size in the files of the column image",
    )
    time_unit: TimeUnit = option("years", "unit of the follow-up", group="cohort")
    about: Mapping[str, str] = pairs_option(
        "facts about the cohort for the model card: sites=...,scanner=...,stain=...,years=...",
        metavar="WHAT=WORDS,...",
        group="cohort",
    )
    columns: Mapping[str, str] = pairs_option(
        "names of columns, if they differ from the usual names", metavar="OURS=YOURS,...", group="cohort"
    )
    event_value: str = option(
        "",
        'text that means "died" in the column of the event',
        metavar="VALUE",
        group="cohort",
        default_text="1, or words such as dead",
    )


OPTIONS: Mapping[str, Option] = {one.name: one for one in options_of(TrainOptions)}
"""Every option by its name in TOML files and in the manifest."""
