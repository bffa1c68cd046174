"""Fixtures for audits: a small trained bundle and its cohort of small images with tissue on 24 tiles."""

import numpy as np
import pytest
from PIL import Image

from model.base.progress import result_of
from model.bundle.head_shape import HeadShape
from model.region.grid import GridSpec
from model.training.card import BundleText
from model.training.config import TrainConfig
from model.training.train import TrainRequest, train

SPOTS = 24
GRID = GridSpec(window_px=224, tile_px=14)


@pytest.fixture(autouse=True)
def _one_thread(one_thread):
    pass


@pytest.fixture(scope="module")
def made(tmp_path_factory, colour_encoder_of_module):
    """Return bundle file, table and encoder; one patient was lost to follow-up, so that its label is unknown."""
    folder = tmp_path_factory.mktemp("cohort")
    lines = ["patient_id,image,time_years,event"]
    for number in range(SPOTS + 1):
        died = number % 2
        colour = np.array((200 - 90 * died + number, 90 - 40 * died, 160 - 60 * died))
        grain = np.random.default_rng(number).integers(-20, 20, (224, 224, 1))
        pixels = np.full((224, 224, 3), 255, np.uint8)
        tissue = slice(56, 98), slice(56, 168)  # 3 x 8 tiles, few so that the tests are fast
        pixels[tissue] = (colour + grain * np.linspace(0.1, 1, 224)[:, None])[tissue]
        Image.fromarray(pixels).save(folder / f"{number}.png")
        lines.append(f"p{number},{number}.png,{2 if died else 7},{died}" if number < SPOTS else "lost,24.png,1,0")
    table = folder / "cohort.csv"
    table.write_text("\n".join(lines), encoding="utf-8")
    bundle = folder / "b.safetensors"
    result_of(train(asked(table, bundle, HeadShape(cells=(6, 5, 4))), colour_encoder_of_module))
    return bundle, table, colour_encoder_of_module


def asked(table, bundle, head):
    # Two orders instead of eight; enough for a mean.
    config = TrainConfig(epochs=1, random_orders=2)
    return TrainRequest(table, bundle, BundleText("tiny"), config, head, GRID, backbone="fake")


@pytest.fixture
def train_too(made, tmp_path):
    """Return a function that trains another head on the same cohort and returns its bundle."""

    def make(head):
        return result_of(train(asked(made[1], tmp_path / "other.safetensors", head), made[2]))

    return make
