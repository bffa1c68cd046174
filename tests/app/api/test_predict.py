"""`import histocast`: predictions and explanations are those of the command line, key by key."""

import json
import warnings

import histocast
import numpy as np
import pytest

from app.__main__ import main

OF_THE_CLOCK = ("seconds", "features_cached")


def printed(capsys, *words):
    """The JSON record that a command printed."""
    capsys.readouterr()
    assert main([str(word) for word in words]) == 0
    return json.loads(capsys.readouterr().out)


def lasting(record):
    """The record as JSON would have it, without what differs from run to run, in the prediction inside it too."""
    kept = {key: value for key, value in json.loads(json.dumps(record)).items() if key not in OF_THE_CLOCK}
    return kept | {"prediction": lasting(kept["prediction"])} if "prediction" in kept else kept


def test_a_prediction_is_that_of_the_command_line(spot, tiny, capsys):
    with histocast.open_slide(spot, mpp=0.286) as slide:
        model = histocast.load_bundle(tiny, device="cpu")
        found = histocast.prediction_record(histocast.predict(slide, model))
        placed = histocast.prediction_record(histocast.predict(slide, model, centre=(1700, 1900)))
    common = ("--bundle", tiny, "--device", "cpu", "--mpp", "0.286", "--json")
    assert lasting(found) == lasting(printed(capsys, "predict", spot, *common))
    assert lasting(placed) == lasting(printed(capsys, "predict", spot, *common, "--window", "1700,1900"))
    assert found["window"]["kind"] == "centred"
    assert (placed["window"]["x"], placed["window"]["y"]) == (1700 - 1750, 1900 - 1750)
    assert found["survival_probability"] != placed["survival_probability"]


@pytest.mark.parametrize("method", ["occlusion", "memory", "order"])
def test_an_explanation_is_that_of_the_command_line(spot, tiny, capsys, method):
    with histocast.open_slide(spot) as slide:
        model = histocast.load_bundle(str(tiny))
        prediction = histocast.predict(slide, model)
    explanation = histocast.explain(prediction, model, method)
    found = histocast.explanation_record(explanation, prediction)
    shown = printed(capsys, "explain", spot, "--bundle", tiny, "--method", method, "--json")
    assert lasting(found) == lasting(shown)
    assert found["method"] == method
    assert (explanation.values is None) == (method == "order")


def test_progress_is_reported_and_an_exception_of_the_callback_ends_the_work(spot, tiny):
    reports = []
    with histocast.open_slide(spot) as slide:
        model = histocast.load_bundle(tiny, progress=reports.append)
        assert [report.stage for report in reports] == ["reading the bundle", "choosing the device"]
        reports.clear()
        histocast.predict(slide, model, progress=reports.append)
        assert (reports[-1].done, reports[-1].total) == (256, 256)

        def stop(report):
            if report.done >= 100:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            histocast.predict(slide, model, centre=(1800, 1800), progress=stop)


def test_a_slide_is_closed_with_its_block(spot):
    with histocast.open_slide(spot, mpp=0.5) as slide:
        assert (slide.slide.size.width, slide.slide.size.height) == (3900, 3700)
        assert slide.image.mpp == 0.5
    from model.base.geometry import RegionL0

    with pytest.raises(histocast.HistocastError):
        slide.slide.read(RegionL0(0, 0, 10, 10), 10, 10)


def test_a_pixel_size_that_cannot_be_used_is_a_warning(tmp_path):
    from PIL import Image

    path = tmp_path / "odd.tif"
    # 25400 / 300000 dpi: 0.085 um wide, 0.169 um high.
    Image.fromarray(np.zeros((140, 160, 3), np.uint8)).save(path, dpi=(300_000, 150_000))
    with pytest.warns(UserWarning, match="not square"), histocast.open_slide(path) as slide:
        assert slide.image.mpp is None
    Image.fromarray(np.zeros((140, 160, 3), np.uint8)).save(path, dpi=(100_000, 100_000))
    with warnings.catch_warnings(), histocast.open_slide(path) as slide:
        warnings.simplefilter("error")
        assert slide.image.mpp == pytest.approx(0.254)


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (lambda spot, tiny: histocast.open_slide(spot.with_name("none.png")), "none.png"),
        (lambda spot, tiny: histocast.open_slide(spot, mpp=90.0), "90"),
        (lambda spot, tiny: histocast.load_bundle("none"), "none"),
        (lambda spot, tiny: histocast.load_bundle(tiny, device="cuda:77"), "cuda:77"),
    ],
    ids=["slide", "pixel size", "bundle", "device"],
)
def test_what_cannot_be_done_is_an_error_with_a_remedy(spot, tiny, work, words):
    with pytest.raises(histocast.HistocastError, match=words) as caught:
        work(spot, tiny)
    assert caught.value.remedy


def test_a_region_beside_the_slide_is_refused(spot, tiny):
    with histocast.open_slide(spot) as slide:
        model = histocast.load_bundle(tiny)
        with pytest.raises(histocast.HistocastError, match="3900, 100"):
            histocast.predict(slide, model, centre=(3900, 100))
