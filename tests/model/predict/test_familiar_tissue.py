"""Familiar tissue in the pipeline: distances on their tiles, and a verdict with level, reason and what was checked."""

import dataclasses
import json

import numpy as np
import pytest
import torch
from PIL import Image

from model.base.progress import result_of
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.heads.elman import ElmanHead
from model.familiarity.fit import fit_points
from model.familiarity.judge import NO_RECORD, TissueFamiliarity
from model.familiarity.reference import FamiliarityLimits
from model.familiarity.section import section_of
from model.predict.engine import Engine
from model.predict.familiar_tissue import with_familiar_tissue
from model.predict.pipeline import predict
from model.region.region import place
from model.result.export.arrays_npz import arrays
from model.result.export.familiarity import familiarity_cells
from model.result.export.record import as_line
from model.result.input_checks import checks_text, input_text
from model.result.maps import MapChoice, map_values, offered
from model.result.prediction import PartialPrediction, Verdict
from model.slide.opening import open_image

CHECKED = ("focus", "stain", "tissue", "pixel size")
PINK, BLUE, GLASS = (225, 120, 190), (90, 60, 160), (245, 245, 245)


@pytest.fixture(scope="module")
def spot(tmp_path_factory):
    """An image whose left 6 columns of tiles are glass, whose rows 0 to 11 are pink, and whose other rows are blue."""
    pixels = np.empty((3500, 3500, 3), np.uint8)
    pixels[:] = PINK
    pixels[2650:] = BLUE
    pixels[:, :1320] = GLASS
    pixels += np.random.default_rng(0).integers(0, 10, (3500, 3500, 1), np.uint8)  # the same in all channels: no colour
    path = tmp_path_factory.mktemp("familiar") / "spot.png"
    Image.fromarray(pixels).save(path, compress_level=1)
    return path


def engine_of(tmp_path, manifest, encoder, refuse=0.5, record=True):
    """An engine whose model was trained on pink tissue."""
    generator = np.random.default_rng(6)
    shade = generator.integers(-12, 13, (80, 1, 1, 3))
    tiles = np.clip(np.array(PINK) + shade + generator.integers(0, 10, (80, 32, 32, 1)), 0, 255)
    reference = dataclasses.replace(
        fit_points(encoder.encode(tiles.astype(np.uint8)), seed=1), limits=FamiliarityLimits(5, 4.0, 0.05, refuse)
    )
    torch.manual_seed(1)
    head = dataclasses.replace(manifest.head, kind="elman")
    manifest = dataclasses.replace(
        manifest, head=head, blank="skip", familiarity=section_of(reference.limits, {}) if record else None
    )
    path = tmp_path / "tiny.safetensors"
    save_bundle(path, manifest, ElmanHead(head), torch.zeros(4096), torch.ones(4096), reference if record else None)
    return Engine(load_bundle(path), encoder)


def analysed(spot, engine):
    slide, record = open_image(spot, 0.286)
    return predict(slide, record, place(slide.size, record.mpp, 3500, 0.286), engine)


def test_unlike_tissue_is_found_where_it_lies(spot, tmp_path, tiny_manifest, colour_encoder):
    prediction = result_of(analysed(spot, engine_of(tmp_path, tiny_manifest, colour_encoder)))
    found = prediction.familiarity
    values = map_values(prediction.trace, prediction.grid, MapChoice("unfamiliar"))
    assert np.isnan(values[:, :6]).all()
    assert (values[:11, 7:] < 1).all()
    assert (values[13:, 7:] > 1).all()
    np.testing.assert_array_equal(found.distance.reshape(16, 16), values)
    assert found.judged == 160
    assert found.share == pytest.approx(np.nansum(values > 1) / 160)
    assert prediction.verdict.level == "caution"
    assert found.sentence in prediction.verdict.reasons
    assert prediction.verdict.checked == (*CHECKED, "familiar tissue")
    assert [kind.key for kind in offered(prediction.trace)][-1] == "unfamiliar"


def test_mostly_unlike_tissue_must_not_be_used_and_comes_first(spot, tmp_path, tiny_manifest, colour_encoder):
    prediction = result_of(analysed(spot, engine_of(tmp_path, tiny_manifest, colour_encoder, refuse=0.1)))
    assert prediction.verdict.level == "do not use"
    assert prediction.verdict.reasons[0] == prediction.familiarity.sentence


def test_distances_grow_with_the_analysis(spot, tmp_path, tiny_manifest, colour_encoder):
    steps = analysed(spot, engine_of(tmp_path, tiny_manifest, colour_encoder))
    reports = [report.partial for report in steps if isinstance(report.partial, PartialPrediction)]
    assert len(reports) > 2
    assert all(len(partial.trace.tiles["unfamiliar"]) == partial.trace.steps for partial in reports)
    # A partial verdict is on the pixels alone: the share is known when all tiles are. The last row of pixels may be
    # read after the last report.
    assert {partial.verdict.checked for partial in reports if partial.verdict is not None} <= {CHECKED}


def test_a_model_without_a_record_says_so_everywhere(spot, tmp_path, tiny_manifest, colour_encoder):
    prediction = result_of(analysed(spot, engine_of(tmp_path, tiny_manifest, colour_encoder, record=False)))
    assert prediction.familiarity is None
    assert "unfamiliar" not in prediction.trace.tiles
    assert prediction.verdict.not_checked == (f"familiar tissue not checked: {NO_RECORD}",)
    record = json.loads(as_line(prediction))
    assert record["familiarity"]["level"] is None
    assert NO_RECORD in record["familiarity"]["text"]
    assert record["input_checks"]["checked"] == list(CHECKED)
    assert familiarity_cells(None) == {"familiarity": "", "unfamiliar_share": ""}


def test_share_and_level_are_exported(spot, tmp_path, tiny_manifest, colour_encoder):
    prediction = result_of(analysed(spot, engine_of(tmp_path, tiny_manifest, colour_encoder)))
    found = prediction.familiarity
    record = json.loads(as_line(prediction))["familiarity"]
    assert (record["level"], record["share"]) == ("caution", found.share)
    assert (record["unfamiliar_tiles"], record["judged_tiles"]) == (int(found.unfamiliar.sum()), 160)
    assert record["limits"]["tile"] == 4.0
    assert familiarity_cells(found) == {"familiarity": "caution", "unfamiliar_share": f"{found.share:.9g}"}
    np.testing.assert_array_equal(arrays(prediction)["tile_unfamiliar"], found.distance[prediction.trace.index])


def judged(unfamiliar, familiar):
    distance = np.float32([2.0] * unfamiliar + [0.5] * familiar)
    return TissueFamiliarity(distance, FamiliarityLimits(5, 4.0, 0.1, 0.5))


@pytest.mark.parametrize(
    ("before", "unfamiliar", "level", "first"),
    [
        ("ok", 0, "ok", None),
        ("caution", 0, "caution", "blurred"),
        ("ok", 3, "caution", "30 %"),
        ("caution", 3, "caution", "blurred"),
        ("caution", 6, "do not use", "60 %"),
        ("do not use", 3, "do not use", "blurred"),
        ("do not use", 6, "do not use", "blurred"),
    ],
)
def test_the_worst_level_counts_and_its_reason_comes_first(before, unfamiliar, level, first):
    verdict = Verdict(before, () if before == "ok" else ("blurred",), CHECKED)
    found = with_familiar_tissue(verdict, judged(unfamiliar, 10 - unfamiliar))
    assert found.level == level
    assert (found.reasons[0] if found.reasons else "None").startswith(str(first))
    assert len(found.reasons) == len(verdict.reasons) + (unfamiliar > 0)


def test_an_ok_names_what_was_checked():
    verdict = with_familiar_tissue(Verdict("ok", (), CHECKED), judged(0, 9))
    assert input_text(verdict) == "ok (focus, stain, tissue, pixel size and familiar tissue checked)"
    unsure = with_familiar_tissue(Verdict("caution", ("It is dark.",), CHECKED), None)
    checks = f"focus, stain, tissue and pixel size checked; familiar tissue not checked: {NO_RECORD}"
    assert checks_text(unsure) == checks
    assert input_text(unsure) == f"caution ({checks}): It is dark."


def test_a_verdict_of_an_earlier_version_names_nothing():
    assert input_text(Verdict("ok")) == "ok"
    assert input_text(Verdict("caution", ("It is dark.", "It is coarse."))) == "caution: It is dark. It is coarse."
