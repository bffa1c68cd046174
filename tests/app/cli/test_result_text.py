"""The text of a result: the number, what speaks for it, and one level with the reasons of input and orders."""

import runpy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from app.cli.result_text import block, line
from model.bundle.record import OrderCheck, OrderSpread
from model.result.evidence import Evidence
from model.result.prediction import Verdict

UNSTEADY = OrderSpread((0.70, 0.74, 0.69, 0.49), 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    builders = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))
    path = tmp_path_factory.mktemp("made") / "spot.png"
    return builders["make_prediction"](builders["make_slide"](path, np.full((40, 40, 3), 200, np.uint8)))


def rows(text):
    """Return (label, text) of each line; a line without a label has an empty one."""
    return [(row[2:24].strip(), row[24:]) for row in text.splitlines()[1:]]


def test_a_result_that_depends_on_the_order_is_a_caution_with_the_reason(made):
    found = rows(block(replace(made, orders=UNSTEADY)))
    by_label = dict(found)
    assert by_label["reliability"] == "Caution: tile order"
    assert by_label["input"] == "ok"
    assert by_label["tile order"].startswith("caution: 1 of 4 tile orders gives the other risk group")
    assert by_label["order instability"].startswith("4 random orders: 0.49 to 0.74")
    assert by_label["analysis"] == "mean log odds over 4 orders of the tiles"
    place = [label for label, _ in found].index("analysis")
    alone = f"this order alone predicts {float(made.trace.running[-1]):.2f}."
    shown = "Hidden states, gates and playback show one run over the tiles in raster order"
    assert found[place + 1] == ("", f"{shown}; {alone} The probability is the mean over 4 other orders.")


def test_held_out_patients_stand_under_the_number(made):
    found = rows(block(replace(made, evidence=Evidence(("Of 54 patients ...", "The line ...")))))
    place = found.index(("held-out patients", "Of 54 patients ..."))
    assert found[place + 1] == ("", "The line ...")
    assert place < [label for label, _ in found].index("reliability")


def test_what_was_checked_later_has_lines_of_its_own(made):
    check = OrderCheck(OrderSpread((0.7, 0.72), 0), OrderSpread((0.3, 0.7), 1, "flips and rotations"))
    text = block(replace(made, orders=OrderSpread((0.7, 0.71), 0), order_check=check))
    assert "checked with 2 random orders: 0.70 to 0.72" in text
    assert "checked with 2 flips and rotations: 0.30 to 0.70" in text
    assert "caution: 1 of 2 flips and rotations of the grid gives the other risk group" in text


def test_a_refusal_is_the_headline_with_all_reasons(made):
    refused = replace(made, verdict=Verdict("do not use", ("It is blurred.",)), orders=UNSTEADY)
    labels = [label for label, _ in rows(block(refused))]
    assert labels[:3] == ["reliability", "input", "tile order"]
    assert labels.count("input") == 1
    assert not {"risk group", "held-out patients", "order instability"} & set(labels)
    assert dict(rows(block(refused)))["reliability"] == "Do not use: input"
    assert "this order alone predicts" not in block(refused)
    assert line("a", refused).startswith("a: do not use: It is blurred. 1 of 4 tile orders gives")


def test_one_line_has_every_part(made):
    assert line("A-1", replace(made, orders=OrderSpread((0.7, 0.71), 0))) == (
        "A-1: survival probability 0.71 uncalibrated, low risk, input ok, tile order ok, DEMO MODEL"
    )
    found = line("A-1", replace(made, orders=OrderSpread((0.7, 0.71, 0.69, 0.68, 0.49), 1)))
    assert "input ok, tile order caution: 1 of 5 tile orders gives the other risk group, with an SD" in found


def test_two_parts_are_both_named(made):
    both = replace(made, verdict=Verdict("caution", ("It is soft.",)), orders=UNSTEADY)
    assert dict(rows(block(both)))["reliability"] == "Caution: input and tile order"


def test_a_number_close_to_the_threshold_has_a_hint_with_the_reason(made):
    near = replace(made, interval=(0.4, 0.9))
    found = rows(block(near))
    at = found.index(("risk group", "low risk, close to the threshold (threshold 0.50: median of the training set)"))
    assert found[at + 1] == ("", "Close to the threshold: 0.50 lies in the 95 % interval of the answer (0.40 to 0.90).")
    assert "low risk, close to the threshold, input ok" in line("A-1", near)
    refused = replace(near, verdict=Verdict("do not use", ("It is blurred.",)))
    assert "lose to the threshold" not in block(refused)
