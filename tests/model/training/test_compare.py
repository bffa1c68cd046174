"""Methods side by side: from a cohort table of coloured spots to the files, with a fake encoder in place of VGG-16."""

import csv
import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from app.__main__ import main
from model.base.errors import CohortError, ConfigError
from model.base.progress import Progress, result_of
from model.bundle.head_shape import HeadShape
from model.region.grid import GridSpec
from model.statistics.calibration import sigmoid
from model.statistics.discrimination import auc_value
from model.training.calibrator import upright
from model.training.compare import CompareRequest, compare, methods_called
from model.training.compare_table import markdown, write_comparison
from model.training.config import TrainOptions
from model.training.methods import METHODS, Fold
from model.training.outcomes import labelled
from model.training.split import Split, folds_with_lost

PATIENTS = 36
LOST = 3
OPTIONS = TrainOptions(epochs=1, cells=(6, 5, 4), folds=2)
GRID = GridSpec(window_px=896, rows=4, cols=4)


class _StopHereError(Exception):
    """Ends a method before it trains."""


def write_table(folder, outcomes, clinical):
    """Spots whose colour tells `outcomes` (died or not), with noise; the last ones were lost after two years."""
    generator = np.random.default_rng(0)
    lines = ["patient_id,image,time_years,event" + (",stage,age" if clinical else "")]
    for number, died in enumerate(outcomes):
        light = 200 - 60 * died + generator.integers(-15, 15)
        grain = np.random.default_rng(number).integers(-3, 4, (448, 448, 1))
        pixels = np.add((light, light // 3, light // 2 + 20 + number), grain)
        Image.fromarray(pixels.astype(np.uint8)).save(folder / f"{number}.png", compress_level=1)
        lost = number >= PATIENTS - LOST
        time, event = (2.0, 0) if lost else (1.5 + 0.05 * number, 1) if died else (7.0, 0)
        stage = f",{'III' if died else 'II'},{60 + number % 9}" if clinical else ""
        lines.append(f"p{number},{number}.png,{time},{event}{stage}")
    path = folder / "cohort.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path



@pytest.fixture(scope="module")
def found(tmp_path_factory, colour_encoder_of_module):
    folder = tmp_path_factory.mktemp("cohort")
    outcomes = np.arange(PATIENTS) % 2 == 1
    request = CompareRequest(write_table(folder, outcomes, clinical=True), OPTIONS, grid=GRID, draws=40)
    return result_of(compare(request, colour_encoder_of_module))


def test_every_method_has_a_line_on_all_patients(found):
    assert [line.method for line in found.lines] == [method.title for method in METHODS]
    assert (found.patients, found.known, found.died) == (PATIENTS, PATIENTS - LOST, 16)
    for line in found.lines:
        assert line.auc.positives + line.auc.negatives == PATIENTS - LOST
        assert line.hazard_ratio.patients == PATIENTS
        assert line.hazard_ratio.events == 16
        assert len(line.fold_aucs) == 2
        assert line.seconds > 0


def test_the_planted_signal_is_found(found):
    """Not by Fisher vectors: spots of one colour each leave them nothing. `test_baselines` gives them better tiles."""
    pooled = [line for line in found.lines if line.method.endswith(("mean", "SD"))]
    assert len(pooled) == 8
    for line in pooled:
        assert line.auc.value > 0.9, line.method
        assert line.c_index > 0.8, line.method
        assert line.brier < 0.2, line.method


def test_only_what_reads_in_an_order_has_an_instability(found):
    for name in ("order_sd", "pass_sd"):
        moved = {line.method: getattr(line, name) for line in found.lines if getattr(line, name) is not None}
        assert set(moved) == {*(method.title for method in METHODS if method.key.startswith("lstm")), "Elman RNN"}
        assert all(sd > 0 for sd in moved.values())
    published = next(line for line in found.lines if line.method == "LSTM, settings as published")
    assert published.pass_sd == published.order_sd  # its answer is a single pass in raster order


def test_each_row_of_the_lstm_changes_only_the_settings_that_it_names(monkeypatch):
    """The other settings are those asked for, also where they are not the defaults."""
    seen = {}

    def fit(network, spots, outcomes, training, validation, config):
        seen[key] = (config, network.shape)
        yield Progress("fitting")
        raise _StopHereError

    monkeypatch.setattr("model.training.methods.fit", fit)
    asked = TrainOptions(cells=(6, 5, 4), dropout=0.3, warm_up=0.25, consistency=2, seed=7)
    features = np.random.default_rng(0).normal(size=(4, 16, 8)).astype(np.float32)
    outcomes = labelled(np.arange(4) % 2 == 1)
    cohort = SimpleNamespace(features=features, tissue=np.ones((4, 16)), outcomes=outcomes)
    for key in ("lstm", "lstm-last", "lstm-random", "lstm-free", "lstm-former", "lstm-raster", "lstm-hazards"):
        fold = Fold(cohort, Split(*[np.arange(4)] * 3), asked, HeadShape(inputs=8, cells=asked.cells))
        with pytest.raises(_StopHereError):
            result_of(methods_called((key,))[0].run(fold))
    assert all(config.readout == shape.readout for config, shape in seen.values())
    assert {key: (config.readout, config.order, config.consistency) for key, (config, _) in seen.items()} == {
        "lstm": ("mean", "mixed", 2.0),
        "lstm-last": ("last", "mixed", 2.0),
        "lstm-random": ("mean", "shuffled", 2.0),
        "lstm-free": ("mean", "mixed", 0.0),
        "lstm-former": ("last", "shuffled", 0.0),
        "lstm-raster": ("last", "raster", 0.0),
        "lstm-hazards": ("mean", "mixed", 2.0),
    }
    assert {key for key, (config, _) in seen.items() if config.loss != "cross-entropy"} == {"lstm-hazards"}
    assert {key for key, (_, shape) in seen.items() if shape.survival is not None} == {"lstm-hazards"}
    assert {(config.dropout, config.seed) for config, _ in seen.values()} == {(0.3, 7)}
    assert seen["lstm"][1].warm_up == seen["lstm-random"][1].warm_up == 0.25


@pytest.mark.parametrize(
    ("keys", "blank", "expected"),
    [
        (("lstm", "attention", "clinical"), "skip", False),
        (("lstm",), "read", True),
        (("lstm", "lstm-raster"), "skip", True),
        (("lr-mean",), "skip", True),
        (("clinical",), "read", False),
    ],
)
def test_blank_tiles_are_encoded_where_a_method_uses_them(keys, blank, expected):
    options = TrainOptions(blank=blank)
    assert any(method.reads_blank(options) for method in methods_called(keys)) == expected


def test_networks_are_trained_on_the_components_that_are_asked_for(monkeypatch):
    seen = []

    def fit(network, spots, outcomes, training, validation, config):
        seen.append((network.shape.inputs, spots.spot(0).shape[1]))
        yield Progress("fitting")
        raise _StopHereError

    monkeypatch.setattr("model.training.methods.fit", fit)
    features = np.random.default_rng(0).normal(size=(4, 16, 12)).astype(np.float32)
    cohort = SimpleNamespace(features=features, tissue=np.ones((4, 16)), outcomes=labelled(np.arange(4) % 2 == 1))
    for components in (0, 3):
        asked = replace(OPTIONS, components=components)
        fold = Fold(cohort, Split(*[np.arange(4)] * 3), asked, HeadShape(inputs=12, cells=asked.cells))
        with pytest.raises(_StopHereError):
            result_of(methods_called(("lstm",))[0].run(fold))
    assert seen == [(12, 12), (3, 3)]


def test_shuffled_labels_give_an_auc_near_chance(tmp_path, colour_encoder):
    table = write_table(tmp_path, np.arange(PATIENTS) % 2 == 1, clinical=False)
    lines = table.read_text(encoding="utf-8").splitlines()
    order = np.random.default_rng(2).permutation(PATIENTS)
    mixed = [f"p{n},{order[n]}.png,{line.split(',', 2)[2]}" for n, line in enumerate(lines[1:])]
    table.write_text("\n".join([lines[0], *mixed]), encoding="utf-8")
    keys = ("lr-mean", "nb-mean", "svm-fisher")
    for line in result_of(compare(CompareRequest(table, OPTIONS, keys, GRID), colour_encoder)).lines:
        assert 0.25 < line.auc.value < 0.75, line.method


def test_files_say_what_was_found(found, tmp_path):
    table, page, figure, *_ = write_comparison(found, tmp_path / "out")
    with table.open(newline="", encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    assert [line["method"] for line in lines] == [method.title for method in METHODS]
    assert float(lines[0]["brier"]) == pytest.approx(found.lines[0].brier, abs=1e-6)
    with Image.open(figure) as picture:
        assert picture.format == "PNG"
        assert picture.height > 34 * len(METHODS)
    text = page.read_text(encoding="utf-8")
    assert "36 patients: 17 alive at 5 years, 16 died of the disease before, 3 lost before" in text
    assert "Research use only" in text
    rows = [line for line in text.split("## ")[0].splitlines() if line.startswith("|")]
    assert len(rows) == len(METHODS) + 2
    assert {row.count("|") for row in rows} == {10}


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


FEW = ("lr-mean", "svm-mean", "clinical")


@pytest.fixture(scope="module")
def few(tmp_path_factory, colour_encoder_of_module):
    folder = tmp_path_factory.mktemp("few")
    table = write_table(folder, np.arange(PATIENTS) % 2 == 1, clinical=True)
    return result_of(compare(CompareRequest(table, OPTIONS, FEW, GRID, draws=40), colour_encoder_of_module))


def test_every_patient_has_a_prediction_of_every_method_in_one_table(few, tmp_path):
    *_, predictions, differences = write_comparison(few, tmp_path)
    lines = read(predictions)
    assert [line["patient_id"] for line in lines] == sorted(f"p{number}" for number in range(PATIENTS))
    assert sum(line["alive_at_5"] == "" for line in lines) == LOST
    for method in methods_called(FEW):
        assert all(0 <= float(line[method.key]) <= 1 for line in lines), method.key
        high = sum(line[f"{method.key}_high_risk"] == "1" for line in lines)
        groups = {one.name: one.patients for line in few.lines if line.method == method.title
                  for one in line.cohort.groups}  # fmt: skip
        assert groups.get("high risk", 0) == high
    # The AUC of the table is that of the line: over all folds, of the patients with a known outcome.
    known = [line for line in lines if line["alive_at_5"]]
    alive = np.array([line["alive_at_5"] == "1" for line in known])
    values = np.array([float(line["svm-mean"]) for line in known])
    line = next(line for line in few.lines if line.method == "linear SVM, mean")
    assert auc_value(values, alive) == pytest.approx(line.auc.value, abs=1e-3)
    pairs = read(differences)
    assert [pair["method"] for pair in pairs] == [method.title for method in methods_called(FEW)[1:]]
    assert {pair["against"] for pair in pairs} == {"logistic regression, mean"}
    svm = next(pair for pair in pairs if pair["method"] == "linear SVM, mean")
    assert float(svm["auc_difference"]) == pytest.approx(line.auc.value - few.lines[0].auc.value, abs=1e-6)
    assert float(svm["c_difference"]) == pytest.approx(line.c_index - few.lines[0].c_index, abs=1e-6)
    assert float(svm["c_low"]) < float(svm["c_high"])


def test_a_study_compares_the_methods_from_their_predictions_as_it_is_told(few, tmp_path, capsys):
    """The command of the page is run with the file that stands beside it."""
    paths = write_comparison(few, tmp_path)
    page = paths[1].read_text(encoding="utf-8").splitlines()
    command = next(line.strip() for line in page if line.startswith("    histocast"))
    words = [str(tmp_path / word) if word.endswith(".csv") else word for word in command.split()[1:]]
    assert main([*words, "--json", "--draws", "20"]) == 0
    record = json.loads(capsys.readouterr().out)
    raters = {one["name"]: one for one in record["raters"]}
    assert tuple(raters) == FEW
    line = next(line for line in few.lines if line.method == "linear SVM, mean")
    assert raters["svm-mean"]["c_index"]["value"] == pytest.approx(line.c_index, abs=5e-3)


def test_the_figures_of_all_patients_include_the_lost(found):
    for line in found.lines:
        assert (line.cohort.patients, line.cohort.events) == (PATIENTS, 16)
        assert line.cohort.c_index.value == pytest.approx(line.c_index)
        assert line.cohort.alive.value == found.lines[0].cohort.alive.value
        assert line.cohort.bias == pytest.approx(line.cohort.mean_probability - line.cohort.alive.value)


def test_stage_and_age_need_no_image(tmp_path, monkeypatch):
    table = write_table(tmp_path, np.arange(PATIENTS) % 2 == 1, clinical=True)
    monkeypatch.setattr("model.training.compare.load_encoder", None)
    monkeypatch.setattr("model.training.compare.encode_cohort", None)
    result = result_of(compare(CompareRequest(table, OPTIONS, ("clinical",), GRID)))
    assert result.lines[0].auc.value > 0.9


def test_a_learning_curve_uses_fewer_patients_for_training_and_the_same_for_the_test(tmp_path):
    table = write_table(tmp_path, np.arange(PATIENTS) % 2 == 1, clinical=True)
    result = result_of(compare(CompareRequest(table, OPTIONS, ("clinical",), GRID, learning_curve=True)))
    counts = [point.patients for point in result.learning]
    assert len(counts) == 4
    assert counts == sorted(counts)
    assert counts[-1] == pytest.approx((PATIENTS - LOST) / 2, abs=1)
    assert {point.lines[0].auc.positives + point.lines[0].auc.negatives for point in result.learning} == {33}
    assert replace(result.learning[-1].lines[0], seconds=0) == replace(result.lines[0], seconds=0)
    lines = read(write_comparison(result, tmp_path / "out")[-1])
    assert [float(line["patients"]) for line in lines] == counts
    assert "With fewer training patients" in markdown(result)
    # The numbers leave out the lost patients, whom some methods use: the page says so where there are any.
    assert "patients whose outcome at 5 years is known. A method that learns from lost" in markdown(result)
    assert "A method that learns from lost" not in markdown(replace(result, known=result.patients))


def test_repeated_folds_give_each_patient_one_prediction(tmp_path):
    table = write_table(tmp_path, np.arange(PATIENTS) % 2 == 1, clinical=True)
    once, twice = (
        result_of(compare(CompareRequest(table, replace(OPTIONS, repeats=count), ("clinical",), GRID)))
        for count in (1, 2)
    )
    assert len(once.lines[0].fold_aucs) == 2
    assert len(twice.lines[0].fold_aucs) == 4
    assert twice.predictions[0].patient.tolist() == once.predictions[0].patient.tolist()
    assert not np.allclose(twice.predictions[0].logit, once.predictions[0].logit)
    assert twice.lines[0].auc.positives == once.lines[0].auc.positives


def test_without_stage_and_age_the_clinical_control_is_left_out_in_text(tmp_path, colour_encoder):
    table = write_table(tmp_path, np.arange(PATIENTS) % 2 == 1, clinical=False)
    result = result_of(compare(CompareRequest(table, OPTIONS, ("lr-mean", "clinical"), GRID), colour_encoder))
    assert [line.method for line in result.lines] == ["logistic regression, mean"]
    assert "Not compared: stage and age alone" in markdown(result)


def test_two_comparisons_of_one_seed_are_alike(tmp_path, colour_encoder):
    table = write_table(tmp_path, np.arange(PATIENTS) % 2 == 1, clinical=False)
    request = CompareRequest(table, OPTIONS, ("lstm", "svm-fisher"), GRID)
    first, second = (result_of(compare(request, colour_encoder)).lines for _ in range(2))
    assert [replace(line, seconds=0) for line in first] == [replace(line, seconds=0) for line in second]


def test_platt_scaling_before_pooling_never_turns_the_order_round():
    logits, alive = np.linspace(-3000, 5000, 20), np.arange(20) >= 8
    slope, intercept = upright(logits, alive)
    assert slope > 0
    assert sigmoid(logits * slope + intercept).mean() == pytest.approx(0.6, abs=0.05)
    slope, intercept = upright(logits, ~alive)
    assert slope > 0
    assert sigmoid(logits * slope + intercept) == pytest.approx(np.full(20, 0.4), abs=0.01)


def test_sites_are_named_and_a_single_one_is_refused_before_anything_is_encoded(tmp_path, monkeypatch):
    table = write_table(tmp_path, np.arange(PATIENTS) % 2 == 1, clinical=True)
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    options = replace(OPTIONS, folds_by="site")

    def compared(sites, method):
        lines = [f"{head},site", *(f"{row},{sites[number // 2 % len(sites)]}" for number, row in enumerate(rows))]
        table.write_text("\n".join(lines), encoding="utf-8")
        return result_of(compare(CompareRequest(table, options, (method,), GRID)))

    assert compared("AB", "clinical").folds == "each of 2 sites in turn: A, B"
    monkeypatch.setattr("model.training.compare.load_encoder", None)
    with pytest.raises(CohortError, match="All patients are of one site"):
        compared("A", "lr-mean")


def test_an_unknown_method_is_refused_with_the_known_ones():
    with pytest.raises(ConfigError, match="no method 'cnn'") as caught:
        methods_called(("lstm", "cnn"))
    assert "rbf-fisher" in caught.value.remedy
    with pytest.raises(ConfigError, match="'lstm' is named twice"):
        methods_called(("lstm", "lr-mean", "lstm"))


def test_the_lost_are_tested_once_and_never_trained_on():
    patients = [f"p{n // 2}" for n in range(120)]
    alive = [None if n // 2 % 5 == 0 else n // 2 % 2 == 0 for n in range(120)]
    folds = folds_with_lost(patients, alive, 3, seed=1)
    assert sorted(np.concatenate([fold.test for fold in folds]).tolist()) == list(range(120))
    for fold in folds:
        used = np.concatenate([fold.training, fold.validation])
        assert all(alive[row] is not None for row in used)
        assert not {patients[row] for row in used} & {patients[row] for row in fold.test}
        assert sum(alive[row] is None for row in fold.test) == 8
