"""The memory figure counts back from the last tile, and every file format is written completely."""

import numpy as np
import pytest
from PIL import Image

from model.explain.memory_figure import FLOOR, Remembered, back_from_the_end, draw_memory


def test_steps_count_back_from_the_last_as_a_share_of_the_largest():
    back, share = back_from_the_end(np.array([0.0, 1.0, 4.0, 2.0], np.float32))
    assert back.tolist() == [0, 1, 2, 3]
    assert share.tolist() == [0.5, 1.0, 0.25, FLOOR]


def test_what_has_no_gradient_at_all_lies_on_the_floor():
    assert back_from_the_end(np.zeros(3, np.float32))[1].tolist() == [FLOOR] * 3


@pytest.mark.parametrize(("suffix", "begins"), [(".png", b"\x89PNG"), (".svg", b"<?xml"), (".pdf", b"%PDF")])
def test_bundles_of_other_depths_share_a_figure(tmp_path, suffix, begins):
    deep = Remembered("lstm", np.geomspace(1e-9, 1, 60).reshape(3, 20).astype(np.float32), (20, 12, 3))
    flat = Remembered("elman", np.ones((1, 20), np.float32), (20,))
    path = tmp_path / f"memory{suffix}"
    draw_memory((deep, flat), "spot.png", path)
    assert path.read_bytes().startswith(begins)
    assert [p.name for p in tmp_path.iterdir()] == [path.name], "nothing is left beside it"


def test_the_lines_are_drawn_in_their_colours(tmp_path):
    path = tmp_path / "memory.png"
    curve = np.geomspace(1e-3, 1, 20, dtype=np.float32)[None]
    draw_memory((Remembered("a", curve, (20,)), Remembered("b", curve[:, ::-1], (20,))), "spot.png", path)
    with Image.open(path) as picture:
        colours = {colour for _, colour in picture.convert("RGB").getcolors(1 << 20)}
    assert {(0x00, 0x72, 0xB2), (0xD5, 0x5E, 0x00)} <= colours
