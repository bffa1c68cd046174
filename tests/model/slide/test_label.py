"""The label and the macro picture of a slide, which often show a patient's name, are never shown."""

import runpy
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from model.base.geometry import RegionL0
from model.base.progress import result_of
from model.slide.overview import overview
from model.slide.registry import listed, open_slide
from model.slide.thumbnail import thumbnail_steps

MAGENTA = np.full((40, 120, 3), (255, 0, 255), np.uint8)
"""A label in a colour that no tissue has."""
LABEL_SIZE = (25, 18)
"""Of the label in `aperio`."""


def shows_label(pixels):
    wide = pixels.astype(int)
    return bool(((wide[..., 0] > 200) & (wide[..., 1] < 60) & (wide[..., 2] > 200)).any())


@pytest.fixture
def made(monkeypatch):
    """The writers of whole slides, whose labels and macro pictures are magenta and whose tissue is not."""
    found = runpy.run_path(str(Path(__file__).with_name("whole_slides.py")))
    names = found["aperio"].__globals__
    grey = np.repeat(names["RGB"].mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    monkeypatch.setitem(names, "PHOTOGRAPH", MAGENTA)
    monkeypatch.setitem(names, "RGB", grey)
    half = grey[: len(grey) // 2 * 2 : 2, : grey.shape[1] // 2 * 2 : 2]
    monkeypatch.setitem(names, "HALF", np.ascontiguousarray(half))
    return names


@pytest.mark.parametrize("kind", ["aperio", "reduced_pages", "dicom"])
def test_neither_label_nor_macro_is_in_what_is_shown(made, tmp_path, kind):
    path = tmp_path / ("slide" if kind == "dicom" else "slide.svs" if kind == "aperio" else "slide.tif")
    made[kind](path)
    if kind == "reduced_pages":  # its defaults were bound before
        path.unlink()
        made[kind](path, made["RGB"], made["HALF"])
    with closing(open_slide(path)) as slide:
        assert LABEL_SIZE not in [(size.width, size.height) for size in slide.level_sizes]
        sizes = enumerate(slide.level_sizes)
        shown = [slide.read_level(number, 0, 0, size.width, size.height) for number, size in sizes]
        shown += [overview(slide), slide.read(RegionL0(0, 0, slide.size.width, slide.size.height), 40, 30)]
        for image in listed(path.parent if path.is_file() else path).images:
            small = result_of(thumbnail_steps(image, 96))
            shown += [] if small is None else [small]
    assert len(shown) >= 4
    assert not any(shows_label(pixels) for pixels in shown)


def test_a_label_would_be_noticed():
    assert shows_label(MAGENTA)
    assert not shows_label(np.full((4, 4, 3), 128, np.uint8))
