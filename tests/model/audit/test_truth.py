"""The planted risk of the tiles adds up to the stated risk, and only cohorts of this program have a planted truth."""

import csv
from dataclasses import asdict, replace

import numpy as np
import pytest
from PIL import Image

from model.audit.one_spot import AuditedMap
from model.audit.planted_figures import found_planted
from model.audit.run import Audit
from model.audit.truth import Planted, Truth, find_planted, hazard_map, truth_of
from model.region.grid import GridSpec
from model.synthesis.cohort_synthesis import COLUMNS, patient_seed
from model.synthesis.composition import INTERCEPT, LYMPHOCYTE_WEIGHT, draw_composition, log_hazard
from model.synthesis.layout import GLASS, LYMPHOCYTES, MUCUS, NECROSIS, POOR, STROMA, WELL
from model.synthesis.tissue import labels_of, render
from model.training.cohort_table import CohortRow

SIDE = 700


@pytest.mark.parametrize("number", [0, 1, 5])
def test_the_mean_over_the_core_is_the_stated_log_hazard_without_its_constants(number):
    seed = patient_seed(1, number)
    composition = draw_composition(seed)
    labels = labels_of(composition, seed)
    stated = log_hazard(composition) - INTERCEPT + LYMPHOCYTE_WEIGHT
    assert hazard_map(composition, labels)[labels != GLASS].mean() == pytest.approx(stated, abs=0.15)


def test_labels_alone_are_those_of_the_picture():
    composition = draw_composition(4)
    np.testing.assert_array_equal(labels_of(composition, 4, SIDE), render(composition, 4, SIDE).labels)


def test_signs_are_those_of_the_tissues():
    composition = replace(draw_composition(4), lymphocytes=0.5)
    labels = np.array([[GLASS, STROMA, WELL, POOR, NECROSIS, MUCUS, LYMPHOCYTES]], np.int8)
    assert np.sign(hazard_map(composition, labels)).tolist() == [[0, 0, -1, 1, 1, 0, -1]]


def test_a_tile_is_the_mean_of_what_lies_under_it():
    seed = patient_seed(1, 0)
    grid = GridSpec()
    truth = truth_of(seed, grid)
    labels = labels_of(draw_composition(seed), seed)
    hazard = hazard_map(draw_composition(seed), labels)
    # Row 7, column 9: the corner is at round(3276 / 15 * (9, 7)) px; the centre of a label is at 14 i + 7.
    x, y = round(3276 / 15 * 9), round(3276 / 15 * 7)
    middle = np.arange(len(labels)) * 14 + 7
    inside = np.ix_((middle >= y) & (middle < y + 224), (middle >= x) & (middle < x + 224))
    assert truth.risk[7 * 16 + 9] == pytest.approx(hazard[inside].mean())
    assert truth.tissue[7 * 16 + 9] == pytest.approx((labels[inside] != GLASS).mean())


@pytest.fixture
def cohort(tmp_path):
    """Write a table like this program's, of patients 2 and 5 of seed 3, with empty images."""

    def write(columns=COLUMNS, side=3500):
        lines = []
        for number in (2, 5):
            composition = draw_composition(patient_seed(3, number))
            row = dict.fromkeys(COLUMNS, "1") | {"patient_id": f"P{number:04d}", "image": f"{number:04d}.png"}
            lines.append(row | {name: round(value, 5) for name, value in asdict(composition).items()})
            Image.new("1", (side, side)).save(tmp_path / f"{number:04d}.png")
        table = tmp_path / "cohort.csv"
        with table.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, columns, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(lines)
        return table, [CohortRow(line["patient_id"], tmp_path / line["image"], 1.0, True) for line in lines]

    return write


def test_a_cohort_drawn_here_is_known_by_its_compositions(cohort):
    table, rows = cohort()
    found = find_planted(table, rows)
    assert found.source == "drawn by this program from seed 3"
    assert [found.seeds[row.image.resolve()] for row in rows] == [patient_seed(3, 2), patient_seed(3, 5)]


def test_other_tables_have_no_planted_truth(cohort):
    for columns, side, words in ((COLUMNS[:8], 3500, "no tissue compositions"), (COLUMNS, 350, "does not have 3500")):
        found = find_planted(*cohort(columns, side))
        assert not found.seeds
        assert words in found.source
    table, rows = cohort()
    table.write_text(table.read_text(encoding="utf-8").replace("0002.png", "0003.png"), encoding="utf-8")
    rows[0].image.rename(rows[0].image.with_name("0003.png"))
    moved = [replace(rows[0], image=rows[0].image.with_name("0003.png")), rows[1]]
    assert "differ from those of every cohort" in find_planted(table, moved).source


class _Spot:
    """The fields of a spot that `found_planted` uses."""

    def __init__(self, patient, tissue, maps):
        self.patient, self.tissue, self.maps = patient, tissue, maps


def test_a_map_of_the_truth_finds_it_and_one_turned_round_finds_the_opposite():
    rng = np.random.default_rng(1)
    truths, spots = [], []
    for number in range(5):
        risk = rng.normal(0, 2, 30)
        tissue = np.r_[np.zeros(5), np.full(25, 0.8)]
        maps = {"true": -risk, "turned": risk, "size": np.abs(risk)}
        # Glass would change the result if it were not left out.
        maps["true"][:5] = risk[:5] * 10
        truths.append(Truth(risk, tissue))
        spots.append(_Spot(f"p{number}", tissue, maps))
    audit = Audit(None, "t", "", None, tuple(spots), Planted({}, "a test's"), tuple(truths))
    kinds = [AuditedMap("true", "", True), AuditedMap("turned", "", True), AuditedMap("size", "", False)]
    found = found_planted(audit, kinds)["maps"]
    for over in ("mean", "pooled"):
        assert found["true"]["harmful"][over]["value"] == found["true"]["protective"][over]["value"] == 1
        assert found["turned"]["harmful"][over]["value"] == 0
        # Large for harmful and protective tiles alike, so it separates each of them only from the neutral ones.
        assert 0.4 < found["size"]["harmful"][over]["value"] < 0.95
    assert found["true"]["rank_with_truth"]["value"] == pytest.approx(1)
    assert "rank_with_truth" not in found["size"]
