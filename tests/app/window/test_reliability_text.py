"""The level of a result with what it is about, its reasons, and what was checked."""

from dataclasses import replace

import pytest

from app.session.outcome_text import line_text, outcome_of
from app.window.panels.reliability_text import reliability_text, saved_text
from model.base.geometry import SizeL0
from model.bundle.record import OrderSpread
from model.region.region import place
from model.result.evidence import NOT_ON_CARD, Evidence, evidence_sentences
from model.result.prediction import Verdict
from model.result.reliability import reliability_of
from model.result.saved_regions import SavedResult, result_from
from model.statistics.estimate import Estimate

CHECKED = ("focus", "stain", "tissue", "pixel size", "familiar tissue")
STEADY, APART = OrderSpread((0.70, 0.71), 0), OrderSpread((0.93, 0.92, 0.05), 1)


@pytest.fixture
def made(fakes, tmp_path):
    slide = fakes.PaintedSlide(tmp_path / "spot.png")
    region = place(SizeL0(3500, 3500), 0.286, 3500, 0.286)
    return fakes.prediction(fakes.record(slide.path, slide), region, Verdict("ok", (), CHECKED))


def say(prediction):
    return reliability_text(reliability_of(prediction))


def test_ok_names_what_is_ok_and_what_was_checked(made):
    found = say(replace(made, orders=STEADY))
    assert found.title == "Input and tile order ok"
    assert found.reasons == ""
    assert found.checks == "Focus, stain, tissue, pixel size and familiar tissue checked."


def test_what_was_not_measured_is_never_called_ok(made):
    found = say(replace(made, verdict=Verdict("ok", (), CHECKED[:4], ("familiar tissue not checked: no record",))))
    assert found.title == "Input ok"
    assert found.checks == (
        "Focus, stain, tissue and pixel size checked; familiar tissue not checked: no record. Tile order not measured."
    )


def test_a_caution_names_its_part_and_its_reasons(made):
    found = say(replace(made, orders=APART))
    assert (found.level, found.title) == ("caution", "Caution: tile order")
    assert found.reasons.startswith("1 of 3 tile orders gives the other risk group")
    both = say(replace(made, orders=APART, verdict=Verdict("caution", ("Pale stain.",))))
    assert both.title == "Caution: input and tile order"
    assert both.reasons.splitlines()[0] == "Pale stain."
    worse = say(replace(made, orders=APART, verdict=Verdict("do not use", ("Nothing but glass.",))))
    assert worse.title == "Do not use: input"


def test_a_saved_result_keeps_its_reliability(made):
    result = result_from(replace(made, orders=APART), "uncalibrated", "2026-11-24")
    assert saved_text(result).startswith("reliability caution: 1 of 3 tile orders gives the other risk group")
    assert saved_text(result_from(made, "uncalibrated", "2026-11-24")) == "input ok, tile order not measured"
    assert saved_text(result_from(replace(made, orders=STEADY), "uncalibrated", "2026-11-24")) == "reliability ok"
    old = SavedResult(0.82, "uncalibrated", None, "ok", "demo 1", "3f" * 32, True, "exact", "2026-11-20")
    assert saved_text(old) == "input ok, tile order not recorded"


def test_a_number_in_the_list_of_cases_has_everything_in_its_tooltip(made):
    sentence = "Of 54 held-out patients with an answer of 0.70 to 0.80, 72 % were alive at 5 years."
    found = outcome_of(replace(made, orders=APART, evidence=Evidence((sentence,))))
    assert (found.probability, found.level, found.note) == (0.71, "caution", "uncalibrated")
    number, judged, evidence, model = found.text.splitlines()
    assert number == "0.71, probability of 5-year survival, uncalibrated, low risk, close to the threshold"
    assert judged.startswith("Reliability: caution (input ok (focus, stain, tissue, pixel size and familiar tissue")
    assert "tile order caution: 1 of 3 tile orders" in judged
    assert evidence == sentence
    assert model == "Model demo 1, DEMO MODEL"


def test_a_refused_number_is_not_in_the_tooltip(made):
    found = outcome_of(replace(made, verdict=Verdict("do not use", ("Nothing but glass.",))))
    assert found.probability is None
    assert "0.71" not in found.text
    assert "Nothing but glass" in found.text


def test_a_calibrated_number_says_so(made):
    bundle = replace(made.bundle, calibration="Platt scaling on 54 patients")
    found = outcome_of(replace(made, bundle=bundle))
    assert found.note == "calibrated"
    assert "Platt scaling on 54 patients" in found.text


def test_the_evidence_is_stated_or_its_absence():
    assert evidence_sentences(None) == evidence_sentences(Evidence((NOT_ON_CARD,))) == (NOT_ON_CARD,)
    assert line_text(None) == line_text(Evidence(("a",))) == ""
    known = Evidence(("a", "b"), None, Estimate(0.684, 0.551, 0.792))
    assert evidence_sentences(known) == ("a", "b")
    assert line_text(known) == "Survival at this probability by the calibration line: 0.68 (95 % interval 0.55 to 0.79)"
