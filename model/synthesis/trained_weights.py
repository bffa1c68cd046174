"""Train the weights of VGG-16 on synthetic tissue, to measure the number formats with weights that are not random.

The errors of bfloat16 and int8 depend on the weights. The training starts from the weights of the embedded backbone.
The network learns the composition of tiles of drawn tissue, whose labels are known exactly. It sees no real tissue and
no photograph.

First, all convolutions learn from small crops: a crop of 84 px costs a seventh of a tile. Then the last block and the
fully connected layers learn from whole tiles, for which the other blocks are computed once. The layers are computed in
bfloat16; the weights are float32. With one thread, the same computer gives the same weights again.
"""

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.functional import log_softmax

from model.backbone.layers import IMAGENET_MEAN, IMAGENET_STD, LAYERS, TILE_PX
from model.backbone.seeded import seeded_weights
from model.backbone.vgg16 import build
from model.base.files import replacing
from model.base.progress import Progress
from model.base.tensor_file import save_tensors
from model.synthesis.cohort_synthesis import patient_seed
from model.synthesis.composition import draw_composition
from model.synthesis.layout import GLASS, LYMPHOCYTES
from model.synthesis.tissue import LABEL_PX, render

CLASSES = LYMPHOCYTES + 1
"""Number of classes of the label maps, with glass (`model.synthesis.layout`)."""
SPOTS = 60
"""Number of drawn spots. The last sixth is held out: the network never learns from its tiles."""
SPOT_PX = 1750
"""Side of a drawn spot. It is half of the usual side, because many small spots vary more than few large ones."""
TISSUE_SEED = 21
"""Seed of the drawn spots. The seeds of the demo cohort, of the reference tiles and of the benchmark are others."""
CROP_PX = 84
CROP_BATCH, TILE_BATCH = 32, 64
LEARNING_RATE, WEIGHT_DECAY, DROPOUT = 1e-4, 0.05, 0.5
_TISSUE = 0.25
"""Minimum share of a tile that is not glass."""
_LAST_BLOCK = 24
"""torchvision's number of the first module of the fifth block. The modules before it are the first four blocks."""


@dataclass(frozen=True)
class Tiles:
    """Tiles of drawn tissue, uint8 [n, side, side, 3], and their labels, int8 [n, side // 14, side // 14]."""

    images: np.ndarray
    labels: np.ndarray

    @property
    def shares(self) -> np.ndarray:
        """Return the share of each class in each tile, float32 [n, classes]."""
        flat = self.labels.reshape(len(self.labels), -1)
        return np.stack([(flat == number).mean(1) for number in range(CLASSES)], 1).astype(np.float32)


@dataclass(frozen=True)
class Schedule:
    """How long to train: the number of batches of crops, and the number of passes over the tiles."""

    crop_batches: int = 450
    tile_passes: int = 4


@dataclass(frozen=True)
class HeldOut:
    """How good the network is on held-out tiles.

    `accuracy` is the share of tiles whose commonest class is named. `commonest` is the accuracy of always naming the
    class that is commonest in training. `share_error` is the mean absolute error of the share of a class, and
    `share_error_of_mean` the same for always answering the mean shares.
    """

    tiles: int
    accuracy: float
    commonest: float
    share_error: float
    share_error_of_mean: float

    def __str__(self) -> str:
        """Return the values as a sentence."""
        return (
            f"On {self.tiles} held-out tiles, the network names the commonest class of {self.accuracy:.0%} (always the "
            f"same class: {self.commonest:.0%}), and its shares of the classes are off by {self.share_error:.3f} "
            f"(always the mean shares: {self.share_error_of_mean:.3f})."
        )


def make_weights(
    path: Path, schedule: Schedule = Schedule(), spots: int = SPOTS, side_px: int = SPOT_PX, seed: int = TISSUE_SEED
) -> Generator[Progress, None, tuple[Path, HeldOut]]:
    """Draw tissue, train VGG-16 on it, and write its weights to `path` as safetensors, with torchvision's names.

    Return the path, and how good the network is on the tiles of held-out spots. The last layer, `classifier.6`, gives
    the classes of the label maps. A backbone does not need it.
    """
    learning, held_out = yield from drawn_tiles(spots, side_px, seed)
    network = build(seeded_weights())
    fully = nn.Sequential(
        network.classifier["0"], nn.ReLU(), nn.Dropout(DROPOUT), network.classifier["3"], nn.ReLU(), nn.Dropout(DROPOUT)
    )
    torch.manual_seed(seed)
    last = nn.Linear(LAYERS[-1].shape[0], CLASSES)
    yield from learn_crops(network.features, learning, schedule.crop_batches, seed)
    fully.append(last)
    found = yield from learn_tiles(network.features, _LAST_BLOCK, fully, (learning, held_out), schedule, seed)
    weights = {name: value.detach().contiguous().numpy() for name, value in network.state_dict().items()}
    weights |= {f"classifier.6.{name}": value.numpy() for name, value in last.state_dict().items()}
    with replacing(path) as beside:
        save_tensors(weights, beside, {"trained_on": f"{spots} synthetic spots, seed {seed}; no real tissue"})
    return path, found


def drawn_tiles(spots: int, side_px: int, seed: int) -> Generator[Progress, None, tuple[Tiles, Tiles]]:
    """Return tiles of tissue to learn from, and tiles of other spots to test with (the last sixth, at least one)."""
    images: list[np.ndarray] = []
    labels: list[np.ndarray] = []
    first_held_out = 0
    for number in range(spots):
        yield Progress("making tissue", number, spots)
        if number == spots - max(1, spots // 6):
            first_held_out = sum(map(len, images))
        own = patient_seed(seed, number)
        spot = render(draw_composition(own), own, side_px)
        marks = _cut(spot.labels, TILE_PX // LABEL_PX)
        stained = (marks != GLASS).mean((1, 2)) >= _TISSUE
        images.append(_cut(spot.image, TILE_PX)[stained])
        labels.append(marks[stained])
    whole = Tiles(np.concatenate(images), np.concatenate(labels))
    parts = slice(None, first_held_out), slice(first_held_out, None)
    learning, held_out = (Tiles(whole.images[part], whole.labels[part]) for part in parts)
    return learning, held_out


def _cut(picture: np.ndarray, side: int) -> np.ndarray:
    """Return the squares of `side` that fit into `picture` [rows, cols, ...], as [n, side, side, ...]."""
    rows, cols = picture.shape[0] // side, picture.shape[1] // side
    whole = picture[: rows * side, : cols * side].reshape(rows, side, cols, side, *picture.shape[2:])
    return whole.swapaxes(1, 2).reshape(-1, side, side, *picture.shape[2:])


def learn_crops(features: nn.Sequential, tiles: Tiles, batches: int, seed: int) -> Generator[Progress, None, None]:
    """Train all convolutions in `features` to tell the composition of random crops, from the mean of their output."""
    rng = np.random.default_rng(seed)
    features.requires_grad_(True).to(memory_format=torch.channels_last)
    channels = [layer.out_channels for layer in features if isinstance(layer, nn.Conv2d)][-1]
    answer = nn.Linear(channels, CLASSES)

    def work() -> Iterable[tuple[torch.Tensor, torch.Tensor]]:
        for _ in range(batches):
            crops = _crops(tiles, rng)
            with torch.autocast("cpu", torch.bfloat16):
                found = answer(features(_normalised(crops.images)).mean((2, 3)))
            yield found, torch.from_numpy(crops.shares)

    yield from _descend([*features.parameters(), *answer.parameters()], work(), batches, "training the convolutions")


def _crops(tiles: Tiles, rng: np.random.Generator) -> Tiles:
    """Return random crops of `CROP_PX`, each turned or mirrored at random."""
    side, within = CROP_PX // LABEL_PX, tiles.labels.shape[1] - CROP_PX // LABEL_PX + 1
    images, labels = [], []
    for number in rng.integers(0, len(tiles.images), CROP_BATCH):
        row, col = rng.integers(0, within, 2)
        turns, mirrored = (int(rng.integers(0, most)) for most in (4, 2))
        y, x = row * LABEL_PX, col * LABEL_PX
        image = np.rot90(tiles.images[number, y : y + CROP_PX, x : x + CROP_PX], turns)
        images.append(image[:, ::-1] if mirrored else image)
        labels.append(tiles.labels[number, row : row + side, col : col + side])
    return Tiles(np.stack(images), np.stack(labels))


def learn_tiles(
    features: nn.Sequential,
    last_block: int,
    fully: nn.Sequential,
    given: tuple[Tiles, Tiles],
    schedule: Schedule,
    seed: int,
) -> Generator[Progress, None, HeldOut]:
    """Train the convolutions from module `last_block` on and the layers `fully`. Return how good the network is.

    `given` are the tiles to learn from and the tiles to test with. The modules before `last_block` stay as they are.
    """
    learning, held_out = given
    rng = np.random.default_rng(seed)
    before, block = features[:last_block], features[last_block:]
    maps = yield from _maps(before, learning.images)
    shares = torch.from_numpy(learning.shares)
    network = nn.Sequential(block, nn.Flatten(), fully).requires_grad_(True).train()
    batches = -(-len(maps) // TILE_BATCH) * schedule.tile_passes

    def work() -> Iterable[tuple[torch.Tensor, torch.Tensor]]:
        for _ in range(schedule.tile_passes):
            order = torch.from_numpy(rng.permutation(len(maps)))
            for start in range(0, len(order), TILE_BATCH):
                chosen = order[start : start + TILE_BATCH]
                with torch.autocast("cpu", torch.bfloat16):
                    found = network(maps[chosen].float())
                yield found, shares[chosen]

    yield from _descend(network.parameters(), work(), batches, "training the last layers")
    network.eval()
    test = yield from _maps(before, held_out.images)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        parts = (test[start : start + TILE_BATCH] for start in range(0, len(test), TILE_BATCH))
        answers = torch.cat([network(part.float()).float().softmax(1) for part in parts]).numpy()
    return _judged(answers, held_out.shares, learning.shares)


def _maps(before: nn.Sequential, images: np.ndarray) -> Generator[Progress, None, torch.Tensor]:
    """Return the output of the first blocks for `images` in float16, channels last in memory, to save memory."""
    found = []
    for start in range(0, len(images), CROP_BATCH):
        yield Progress("computing the first blocks", start, len(images))
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            found.append(before(_normalised(images[start : start + CROP_BATCH])).to(torch.float16))
    return torch.cat(found)


def _normalised(images: np.ndarray) -> torch.Tensor:
    """Return `images` as the network's input, float32 [n, 3, side, side], channels last in memory."""
    mean, std = (torch.tensor(value) for value in (IMAGENET_MEAN, IMAGENET_STD))
    return ((torch.from_numpy(images).float() / 255 - mean) / std).permute(0, 3, 1, 2)


def _descend(
    parameters: Iterable[nn.Parameter], work: Iterable[tuple[torch.Tensor, torch.Tensor]], batches: int, stage: str
) -> Generator[Progress, None, None]:
    """Minimise the cross-entropy between answers (logits) and shares, which `work` gives batch by batch."""
    optimiser = torch.optim.AdamW(list(parameters), LEARNING_RATE, weight_decay=WEIGHT_DECAY, fused=True)
    rate = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=batches, pct_start=0.1)
    for number, (answer, shares) in enumerate(work):
        loss = -(shares * log_softmax(answer.float(), 1)).sum(1).mean()
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        rate.step()
        yield Progress(stage, number + 1, batches)


def _judged(answers: np.ndarray, shares: np.ndarray, learned: np.ndarray) -> HeldOut:
    """Compare `answers`, the estimated shares [n, classes], with the true `shares`. `learned` were learned from."""
    true = shares.argmax(1)
    mean = learned.mean(0)
    return HeldOut(
        tiles=len(shares),
        accuracy=float((answers.argmax(1) == true).mean()),
        commonest=float((true == learned.sum(0).argmax()).mean()),
        share_error=float(np.abs(answers - shares).mean()),
        share_error_of_mean=float(np.abs(mean - shares).mean()),
    )
