"""The case report has one page with everything that must be shown beside the number."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest

from model.bundle.record import OrderCheck, OrderSpread
from model.familiarity.judge import TissueFamiliarity
from model.familiarity.reference import FamiliarityLimits
from model.result.evidence import NOT_ON_CARD, Evidence
from model.result.export import case_pdf
from model.result.export.base import Exported
from model.result.export.case_curve import HEIGHT, TALLEST, curve_drawing
from model.result.export.case_drawings import order_strip
from model.result.export.heat_map import heat_map
from model.result.maps import MapChoice
from model.result.prediction import CurvePoint, Verdict


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        assert len(document) == 1
        return " ".join(document[0].get_textpage().get_text_range().split())


@pytest.fixture
def small(tmp_path: Path, make_slide, make_prediction):
    slide = make_slide(tmp_path / "A-12.png", np.full((400, 400, 3), (230, 180, 205), np.uint8))
    return Exported(make_prediction(slide), slide)


def test_everything_that_must_stand_beside_the_number_does(small, tmp_path):
    spread = OrderSpread((0.61, 0.66, 0.74), 1)
    prediction = replace(small.prediction, orders=spread)
    case_pdf.write(Exported(prediction, small.slide), tmp_path / "a.pdf")
    text = text_of(tmp_path / "a.pdf")
    for words in (
        "0.71", "uncalibrated", "Low risk, at or above the threshold 0.50 (median of the training set)",
        "Caution: tile order", "input: ok", NOT_ON_CARD, "200 µm",
        "3 random orders", "1 gave the other risk group", "Hidden state, norm", "not the tile's importance",
        prediction.bundle.sha256, prediction.bundle.backbone_sha256, prediction.image.sha256, "0.286 µm/px",
        "256 of 256 tiles", "CPU (torch, exact)", "Research use only", "DEMO MODEL", "histocast 0.1.0",
    ):  # fmt: skip
        assert words in text, words


def test_a_refused_spot_has_the_refusal_as_headline(small, tmp_path):
    refused = replace(small.prediction, verdict=Verdict("do not use", ("It is blurred.",)))
    case_pdf.write(Exported(refused, small.slide), tmp_path / "b.pdf")
    text = text_of(tmp_path / "b.pdf")
    assert text.index("not to be used") < text.index("0.71")
    assert "Do not use: input" in text
    assert "input: do not use: It is blurred." in text


def test_an_interval_stands_beside_a_calibrated_number_and_pixels_where_the_size_is_unknown(
    tmp_path, make_slide, make_prediction
):
    slide = make_slide(tmp_path / ("long name " * 12 + "<b>&.png"), np.full((300, 300, 3), 200, np.uint8), mpp=None)
    made = make_prediction(slide, demo=False)
    bundle = replace(made.bundle, calibration="Platt", threshold=None)
    prediction = replace(made, interval=(0.6, 0.8), risk_group=None, bundle=bundle)
    case_pdf.write(Exported(prediction, slide), tmp_path / "c.pdf")
    text = text_of(tmp_path / "c.pdf")
    assert "Platt, 95 % interval 0.60 to 0.80" in text
    assert "No risk group" in text
    assert "500 px (pixel size unknown)" in text
    assert "<b>&.png" in text
    assert "DEMO" not in text


def test_the_survival_curve_and_the_members_of_an_ensemble_are_on_the_page(small, tmp_path):
    curve = (CurvePoint(1.0, 0.93), CurvePoint(2.5, 0.84), CurvePoint(5.0, 0.71))
    members = OrderSpread((0.62, 0.75, 0.48), 1, "members")
    prediction = replace(small.prediction, curve=curve, members=members)
    case_pdf.write(Exported(prediction, small.slide), tmp_path / "a.pdf")
    text = text_of(tmp_path / "a.pdf")
    assert "Probability of being alive: 0.93 after 1 year, 0.84 after 2.5 years, 0.71 after 5 years (uncal" in text
    assert "Ensemble of 3 members: 0.48 to 0.75, SD 0.135; 1 gave the other risk group" in text
    refused = replace(prediction, verdict=Verdict("do not use", ("It is blurred.",)))
    case_pdf.write(Exported(refused, small.slide), tmp_path / "b.pdf")
    assert "after 2.5 years" not in text_of(tmp_path / "b.pdf")
    assert "Ensemble" not in text_of(tmp_path / "b.pdf")


def test_a_name_that_is_no_text_does_not_stop_the_report(small, tmp_path):
    image = replace(small.prediction.image, path="/data/na\udcffme.png")
    case_pdf.write(Exported(replace(small.prediction, image=image), small.slide), tmp_path / "a.pdf")
    assert "na\\udcffme.png" in text_of(tmp_path / "a.pdf")


def test_the_same_result_gives_the_same_file(small, tmp_path):
    for name in ("1.pdf", "2.pdf"):
        case_pdf.write(small, tmp_path / name)
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()


def test_the_page_tells_one_story_about_the_orders(small, tmp_path):
    """A caution from the orders, what was checked later, and which run the hidden states are of."""
    own = OrderSpread((0.61, 0.66, 0.44), 1)
    check = OrderCheck(OrderSpread((0.5, 0.7, 0.6), 0), OrderSpread((0.3, 0.7), 1, "flips and rotations"))
    evidence = Evidence(("Of 54 held-out patients, 72 % were alive.", "The line gives 0.70."))
    prediction = replace(small.prediction, orders=own, order_check=check, evidence=evidence)
    case_pdf.write(Exported(prediction, small.slide), tmp_path / "d.pdf")
    text = text_of(tmp_path / "d.pdf")
    alone = f"{float(prediction.trace.running[-1]):.2f}"
    for words in (
        "input: ok", "tile order: caution: 1 of 3 tile orders gives the other risk group",
        "1 of 2 flips and rotations of the grid gives the other risk group",
        "3 random orders: 0.44 to 0.66, SD 0.115; 1 gave the other risk group. Not a confidence interval.",
        "checked with 3 random orders: 0.50 to 0.70, SD 0.100; none gave the other risk group",
        "checked with 2 flips and rotations: 0.30 to 0.70, SD 0.283; 1 gave the other risk group",
        "fit overlap; mean log odds over 3 orders of the tiles",
        "Hidden states, gates and playback show one run over the tiles in raster order; "
        f"this order alone predicts {alone}.",
        "Of 54 held-out patients, 72 % were alive. The line gives 0.70.",
    ):  # fmt: skip
        assert words in text, words
    assert "order raster" not in text


def test_the_curve_ends_at_the_number_and_names_both_ends(small, tmp_path):
    logits = np.linspace(0, 1, 3 * 256, dtype=np.float32).reshape(3, 256)
    logits[:, -1] = (0.4, 0.9, 1.42)
    own = OrderSpread(tuple((1 / (1 + np.exp(-logits[:, -1].astype(float)))).tolist()), 0)
    prediction = replace(small.prediction, orders=own, order_logits=logits)
    alone = float(prediction.trace.running[-1])
    case_pdf.write(Exported(prediction, small.slide), tmp_path / "g.pdf")
    text = text_of(tmp_path / "g.pdf")
    assert "0.71 answer" in text  # the mean of the three log odds is that of 0.71
    assert f"{alone:.2f} raster order" in text
    assert "0.50 threshold" in text
    assert "tile 256, the last" in text
    assert "Thick: the mean over 3 random orders of the tiles, which ends at the answer, 0.71." in text


def test_after_a_refusal_no_curve_shows_the_number_again(small, tmp_path):
    refused = replace(small.prediction, verdict=Verdict("do not use", ("It is blurred.",)))
    case_pdf.write(Exported(refused, small.slide), tmp_path / "h.pdf")
    text = text_of(tmp_path / "h.pdf")
    assert "stopped at each tile" not in text
    assert text.count("0.71") == 1


def unfamiliar(prediction, count):
    """`prediction` with a record of familiar tissue, for which the first `count` of its 256 tiles are unfamiliar."""
    distance = np.where(np.arange(256) < count, 1.5, 0.5).astype(np.float32)
    found = TissueFamiliarity(distance, FamiliarityLimits(5, 1.0, 0.1, 0.3))
    trace = replace(prediction.trace, tiles={**prediction.trace.tiles, "unfamiliar": distance})
    reasons = () if found.level == "ok" else (found.sentence,)
    return replace(prediction, familiarity=found, trace=trace, verdict=Verdict(found.level, reasons))


def test_a_result_on_unfamiliar_tissue_shows_where_and_how_much(small, tmp_path):
    refused = unfamiliar(small.prediction, 128)
    importance = heat_map(small, MapChoice(), 300)
    case_pdf.write(Exported(refused, small.slide, importance=importance), tmp_path / "j.pdf")
    text = text_of(tmp_path / "j.pdf")
    assert text.count("50 % of the tissue tiles (128 of 256) look unlike the model's training tissue") == 2
    for words in ("Do not use: input", "Unfamiliar tissue", "like training tissue", "unlike", "ends: fixed"):
        assert words in text, words
    for words in ("Hidden state, norm", "this order alone predicts", "raster order, which gave", "close to the"):
        assert words not in text, words


def test_a_refused_result_without_a_record_of_familiar_tissue_has_no_map(small, tmp_path):
    refused = replace(small.prediction, verdict=Verdict("do not use", ("It is blurred.",)))
    importance = heat_map(small, MapChoice(), 300)
    case_pdf.write(Exported(refused, small.slide, importance=importance), tmp_path / "k.pdf")
    text = text_of(tmp_path / "k.pdf")
    assert "No map: the result is not to be used" in text
    assert "Hidden state" not in text


def test_the_share_of_unfamiliar_tissue_is_stated_for_a_good_input_too(small, tmp_path):
    case_pdf.write(replace(small, prediction=unfamiliar(small.prediction, 10)), tmp_path / "l.pdf")
    text = text_of(tmp_path / "l.pdf")
    assert text.count("4 % of the tissue tiles (10 of 256) look unlike the model's training tissue") == 1
    assert "Hidden state, norm" in text


def places_of(page, words):
    """Return the lower left corner of each occurrence of `words` on the page."""
    search, found = page.search(words, match_case=True, match_whole_word=True), []
    while (at := search.get_next()) is not None:
        found.append(page.get_charbox(at[0])[:2])
    return found


def test_both_ends_of_the_colour_bar_have_their_meaning(small, tmp_path):
    heat = heat_map(small, MapChoice(), 300)
    legend = replace(heat.legend, title="Occlusion", sides=("towards death", "towards survival"))
    case_pdf.write(replace(small, importance=replace(heat, legend=legend)), tmp_path / "m.pdf")
    with pypdfium2.PdfDocument(tmp_path / "m.pdf") as document:
        page = document[0].get_textpage()
        survival, death = (places_of(page, words) for words in ("survival", "death"))
    [(_, bottom)] = death
    above = [low for left, low in survival if left == pytest.approx(death[0][0], abs=40)]
    assert len(above) == 1, "one above the other, at the bar"
    assert above[0] > bottom + 100, "survival is at the upper end"


def test_a_hint_stands_beside_a_number_that_is_close_to_the_threshold(small, tmp_path):
    case_pdf.write(replace(small, prediction=replace(small.prediction, interval=(0.4, 0.9))), tmp_path / "n.pdf")
    text = text_of(tmp_path / "n.pdf")
    assert "Low risk, close to the threshold, at or above the threshold 0.50" in text
    assert "Close to the threshold: 0.50 lies in the 95 % interval of the answer (0.40 to 0.90)." in text


def test_neither_lines_nor_dots_have_a_colour_that_means_death_or_survival(small):
    logits = np.linspace(0, 1, 2 * 256, dtype=np.float32).reshape(2, 256)
    prediction = replace(small.prediction, orders=OrderSpread((0.4, 0.9), 1), order_logits=logits)
    shapes = [*curve_drawing(prediction, 500).contents, *order_strip((0.4, 0.9), 0.5).contents]
    used = [getattr(shape, name, None) for shape in shapes for name in ("strokeColor", "fillColor")]
    colours = [colour.rgb() for colour in used if colour is not None]
    assert len(colours) > 8
    assert max(max(rgb) - min(rgb) for rgb in colours) < 0.1


def test_a_result_of_one_run_says_that_its_stability_was_not_measured(small, tmp_path):
    case_pdf.write(small, tmp_path / "e.pdf")
    text = text_of(tmp_path / "e.pdf")
    assert "tile order: not measured" in text
    assert "one run over the tiles, in raster order" in text
    assert "which gave the probability" in text


def test_a_map_of_importance_takes_the_place_of_the_hidden_states(small, tmp_path):
    heat = heat_map(small, MapChoice(), 300)
    legend = replace(heat.legend, title="Occlusion", sentences=("One.", "Two."), ends=("fixed at -2", "to +2 points"))
    shown = replace(heat, low=-2.0, high=2.0, legend=legend)
    case_pdf.write(replace(small, importance=shown), tmp_path / "i.pdf")
    text = text_of(tmp_path / "i.pdf")
    assert "Occlusion" in text
    assert "One. Two." in text
    assert "fixed at \N{MINUS SIGN}2 to +2 points" in text
    assert "\N{MINUS SIGN}2.00" in text, "a value beside the colour bar"
    assert "Hidden state, norm" not in text


def test_a_full_page_stays_one_page(small, tmp_path):
    reasons = Verdict("caution", ("The tissue is slightly out of focus.", "The tissue is very pale or overexposed."))
    spread = OrderSpread((0.61, 0.66, 0.14), 1)
    image = replace(small.prediction.image, path="/data/" + "long name " * 30, notes=("A note. " * 30,) * 3)
    evidence = Evidence(("Of 54 held-out synthetic patients " + "with an answer " * 8, "The calibration line " * 8))
    prediction = replace(
        small.prediction, image=image, verdict=reasons, orders=spread, order_check=OrderCheck(spread, spread),
        evidence=evidence,
    )  # fmt: skip
    case_pdf.write(Exported(prediction, small.slide), tmp_path / "f.pdf")
    assert "slightly out of focus" in text_of(tmp_path / "f.pdf")


def test_a_report_says_who_made_it_and_when_only_if_asked(small, tmp_path):
    signed = Exported(small.prediction, small.slide, signed="2026-11-30 by anna")
    case_pdf.write(signed, tmp_path / "signed.pdf")
    case_pdf.write(small, tmp_path / "plain.pdf")
    assert "report made 2026-11-30 by anna" in text_of(tmp_path / "signed.pdf")
    assert "report made" not in text_of(tmp_path / "plain.pdf")


def test_the_plot_takes_what_is_left_of_the_page(small, tmp_path, monkeypatch):
    """A page with more text has a lower plot; both are one page."""
    drawn = []

    def draw(prediction, width, height):
        drawn.append(height)
        return curve_drawing(prediction, width, height)

    monkeypatch.setattr(case_pdf, "curve_drawing", draw)
    case_pdf.write(small, tmp_path / "a.pdf")
    notes = tuple(f"note {number} " + "word " * 40 for number in range(3))
    image = replace(small.prediction.image, notes=notes)
    case_pdf.write(Exported(replace(small.prediction, image=image), small.slide), tmp_path / "b.pdf")
    plain, full = drawn[1], drawn[3]
    assert HEIGHT <= full < plain <= TALLEST
    for name in ("a", "b"):
        text_of(tmp_path / f"{name}.pdf")
