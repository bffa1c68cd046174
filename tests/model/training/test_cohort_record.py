"""A trained bundle recognises the images it was trained on, in every output of an analysis."""

import csv

import numpy as np
import pytest
from PIL import Image

from app.cli.result_text import block
from model.base.progress import result_of
from model.bundle.bundle import load_bundle
from model.bundle.cohort_images import DIGITS, KEY
from model.bundle.head_shape import HeadShape
from model.bundle.manifest import read_manifest
from model.predict.engine import Engine
from model.predict.pipeline import predict
from model.region.grid import GridSpec
from model.region.region import place
from model.result.export.record import as_record
from model.slide.opening import open_image
from model.training.card import BundleText
from model.training.config import TrainConfig
from model.training.train import TrainRequest, train

GRID = GridSpec(window_px=896, rows=4, cols=4)


def picture(path, number, died):
    pixels = np.full((400, 400, 3), (200 - 90 * died + number, 90 - 40 * died, 160 - 60 * died), np.uint8)
    Image.fromarray(pixels).save(path)


@pytest.fixture
def trained(tmp_path, colour_encoder):
    """A bundle trained on 24 spots, and the names of the images by part as the run itself wrote them."""
    lines = ["patient_id,image,time_years,event"]
    for number in range(24):
        picture(tmp_path / f"{number}.png", number, number % 2)
        lines.append(f"Secret{number},{number}.png,{2 if number % 2 else 7},{number % 2}")
    table = tmp_path / "cohort.csv"
    table.write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "b.safetensors"
    request = TrainRequest(table, out, BundleText("b"), TrainConfig(epochs=1, seed=3), HeadShape(cells=(6, 5, 4)), GRID)
    result_of(train(request, colour_encoder))
    with out.with_suffix(".spots.csv").open(encoding="utf-8", newline="") as file:
        return out, {row["image"]: row["part"] for row in csv.DictReader(file)}


def analysed(path, bundle, encoder):
    slide, record = open_image(path, 0.286)
    placement = place(slide.size, record.mpp, GRID.window_px, 0.286)
    try:
        return result_of(predict(slide, record, placement, Engine(load_bundle(bundle), encoder)))
    finally:
        slide.close()


def test_each_image_is_recognised_as_of_its_part(trained, tmp_path, colour_encoder):
    bundle, parts = trained
    picture(tmp_path / "new.png", 77, 0)
    for part in ("training", "validation", "test", "no"):
        name = "new.png" if part == "no" else next(image for image, found in parts.items() if found == part)
        found = analysed(tmp_path / name, bundle, colour_encoder)
        leaks = part in ("training", "validation")
        assert found.image_in_cohort == part
        assert as_record(found)["image_in_cohort"] == part
        assert (as_record(found)["leakage"] is not None) == leaks
        assert ("LEAKAGE" in block(found)) == leaks
        assert (found.verdict.level == "ok") <= (not leaks)


def test_the_bundle_has_hashes_and_no_identifier(trained):
    bundle, parts = trained
    listed = read_manifest(bundle).extra[KEY]
    counts = {part: len(hashes) for part, hashes in listed.items()}
    assert counts == {part: list(parts.values()).count(part) for part in ("training", "validation", "test")}
    assert {len(one) for hashes in listed.values() for one in hashes} == {DIGITS}
    assert all(hashes == sorted(hashes) for hashes in listed.values())
    content = bundle.read_bytes()
    assert b"Secret" not in content
    assert b".png" not in content
