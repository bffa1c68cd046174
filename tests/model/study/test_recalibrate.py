"""A recalibrated bundle has the line of statsmodels and is otherwise unchanged; useless calibrations are refused."""

import json
import struct
from dataclasses import replace
from types import SimpleNamespace

import lifelines
import numpy as np
import pytest
import statsmodels.api as sm
from safetensors.numpy import load_file, save_file

from model.base.errors import BundleError, StudyError
from model.base.files import file_sha256
from model.base.progress import result_of
from model.bundle.calibration_layer import own_logits
from model.bundle.cohort_images import DIGITS, KEY, seen_in
from model.bundle.copy import write_copy
from model.bundle.manifest import METADATA_KEY, read_manifest, to_json
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable
from model.study.calibration_fit import calibration_fit
from model.study.patient_table import FITTED_HERE, study_table
from model.study.predictions import add_prediction, models_of
from model.study.recalibrate import RecalibrationRequest, recalibrate
from model.study.spots import spots_of
from model.study.store import create_study, open_study

PATIENTS = 80
HORIZON = 5.0
LAYER = {"slope": 2.0, "intercept": -0.5, "words": "Platt-scaled on 9 patients", "threshold_without": 0.6}


def outcomes(count=PATIENTS, seed=3):
    """Return the head's logits of survival, and follow-up that depends on them; a third is lost before five years."""
    random = np.random.default_rng(seed)
    logit = random.normal(0.4, 1.2, count)
    death = random.exponential(9 * np.exp(0.7 * logit))
    loss = random.uniform(1, 14, count)
    return logit, np.minimum(death, loss), death <= loss


def probability(logit, layer):
    slope, intercept = (layer["slope"], layer["intercept"]) if layer else (1.0, 0.0)
    return 1 / (1 + np.exp(-(slope * logit + intercept)))


def bundle_file(path, manifest):
    save_file({"head.a": np.arange(6, dtype=np.float16), "standardise.mean": np.ones(3, np.float32)}, path,
              metadata={METADATA_KEY: to_json(manifest)})  # fmt: skip
    return path


def reference(logit, time, event):
    """Return intercept and slope with intervals by statsmodels, with weights from lifelines' Kaplan-Meier estimate."""
    lost = lifelines.KaplanMeierFitter().fit(time, ~event)
    still = lost.survival_function_.iloc[:, 0]
    known = (event & (time <= HORIZON)) | (time >= HORIZON)

    def before(moment):
        return float(still[still.index < moment].iloc[-1])

    weight = np.array([1 / before(min(one, HORIZON)) for one in time[known]])
    alive = (time[known] > HORIZON).astype(float)
    fit = sm.GLM(alive, sm.add_constant(logit[known]), family=sm.families.Binomial(), var_weights=weight)
    found = fit.fit(cov_type="HC0", tol=1e-13)
    return found.params, found.conf_int(), np.average(alive, weights=weight)


@pytest.fixture
def cohort_study(tmp_path, make_picture, plan, made):
    """Create a study of `PATIENTS` with predictions by the bundle `file`; `spoil` changes the predictions."""
    from model.study.fill import fill

    opened = []

    def make(file, manifest, given=None, name="colon", spoil=lambda p: p):
        logit, time, event = outcomes() if given is None else given
        rows = ["patient_id,image,time_years,event"]
        for number in range(len(logit)):
            make_picture(tmp_path / name / f"{number}.png", number)
            rows.append(f"Secret{number},{number}.png,{time[number]:.12g},{int(event[number])}")
        (tmp_path / f"{name}.csv").write_text("\n".join(rows) + "\n")
        study = create_study(tmp_path / f"{name}.histostudy")
        opened.append(study)
        result_of(fill(study, plan(tmp_path / f"{name}.csv", tmp_path / name)))
        record = replace(made.bundle, sha256=file_sha256(file), calibration=manifest.calibration_text,
                         threshold=manifest.threshold)  # fmt: skip
        values = spoil(probability(logit, manifest.calibration))
        for spot, value in zip(spots_of(study), values, strict=True):
            image = replace(made.image, sha256=file_sha256(study.folder / spot.image))
            part = seen_in(manifest, image.sha256)
            add_prediction(study, spot, replace(made, image=image, bundle=record, survival_probability=float(value),
                                                image_in_cohort=part))  # fmt: skip
        return study

    yield make
    for study in opened:
        study.close()


@pytest.fixture
def manifest(tiny_manifest):
    metrics = {"test_auc": {"value": 0.7}, "test_brier": 0.2}
    return replace(tiny_manifest, threshold=0.6, calibration=None, metrics=metrics, version="1.0", limits="Few.")


@pytest.mark.parametrize("layer", [None, LAYER], ids=["no layer yet", "a layer to replace"])
def test_the_line_is_fitted_on_the_heads_own_logit_as_statsmodels_fits_it(cohort_study, manifest, tmp_path, layer):
    manifest = replace(manifest, calibration=layer)
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    study = cohort_study(file, manifest)
    found = result_of(recalibrate(study, RecalibrationRequest(tmp_path / "new.safetensors", str(file))))
    (intercept, slope), intervals, alive = reference(*outcomes())
    assert (found.line.intercept, found.line.slope) == pytest.approx((intercept, slope), abs=1e-7)
    assert found.line.intercept_interval == pytest.approx(intervals[0], abs=1e-6)
    assert found.line.slope_interval == pytest.approx(intervals[1], abs=1e-6)
    assert found.observed == pytest.approx(1 - alive, abs=1e-9)
    assert found.risk_after == pytest.approx(found.observed, abs=1e-7), "as statsmodels' fitted mean is the share"
    made = read_manifest(found.path).calibration
    assert (made["slope"], made["intercept"]) == (found.line.slope, found.line.intercept)


def test_weights_and_groups_stay_and_nobody_stands_in_the_file(cohort_study, manifest, tmp_path):
    manifest = replace(manifest, calibration=LAYER)
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    study = cohort_study(file, manifest)
    found = result_of(recalibrate(study, RecalibrationRequest(tmp_path / "new.safetensors", str(file))))
    old, new = load_file(file), load_file(found.path)
    assert {name: (a.dtype, a.tobytes()) for name, a in old.items()} == {
        name: (a.dtype, a.tobytes()) for name, a in new.items()
    }
    assert found.sha256 == file_sha256(found.path) != file_sha256(file)
    card = read_manifest(found.path)
    logit, _, _ = outcomes()
    high = probability(logit, LAYER) < manifest.threshold
    assert ((probability(logit, card.calibration) < card.threshold) == high).all()
    assert card.version == "1.0+recalibrated"
    assert card.calibration_text.startswith("recalibrated on ")
    assert "was not tested on other patients" in card.limits
    assert "test_brier" not in card.metrics, "it was measured through another layer"
    assert b"Secret" not in found.path.read_bytes()
    assert any("do not test it" in line for line in found.lines)


def test_a_stated_prevalence_moves_the_intercept_by_the_prior_odds(cohort_study, manifest, tmp_path):
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    study = cohort_study(file, manifest)
    plain, moved = (
        result_of(recalibrate(study, RecalibrationRequest(tmp_path / f"{p}.safetensors", str(file), prevalence=p)))
        for p in (None, 0.1)
    )
    _, _, alive = reference(*outcomes())
    assert moved.line.slope == plain.line.slope
    by = np.log(0.9 / 0.1) - np.log(alive / (1 - alive))
    assert moved.line.intercept - plain.line.intercept == pytest.approx(by, abs=1e-9)
    assert "for 10% with the event" in read_manifest(moved.path).calibration_text


def test_the_page_says_that_the_calibration_was_fitted_on_these_patients(cohort_study, manifest, tmp_path, made):
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    study = cohort_study(file, manifest)
    found = result_of(recalibrate(study, RecalibrationRequest(tmp_path / "new.safetensors", str(file))))
    assert FITTED_HERE not in study_table(study).notes
    logged = json.loads(study.rows("SELECT detail FROM log WHERE what = 'recalibrated'")[0]["detail"])
    assert (logged["bundle"], logged["of"]) == (found.sha256, file_sha256(file))
    spot = spots_of(study)[0]
    image = replace(made.image, sha256=spot.sha256)
    add_prediction(study, spot, replace(made, image=image, bundle=replace(made.bundle, sha256=found.sha256)))
    assert FITTED_HERE in study_table(study).notes
    assert FITTED_HERE not in study_table(study, model_sha256=file_sha256(file)).notes


def test_a_copy_with_another_card_is_known_by_its_layer(cohort_study, manifest, tmp_path, made):
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    study = cohort_study(file, manifest)
    found = result_of(recalibrate(study, RecalibrationRequest(tmp_path / "new.safetensors", str(file))))
    audited = read_manifest(found.path)
    write_copy(found.path, replace(audited, limits=f"{audited.limits} Audited."), tmp_path / "audited.safetensors")
    spot = spots_of(study)[0]
    image = replace(made.image, sha256=spot.sha256)
    for copy, fitted in ((audited.calibration_text, True), ("recalibrated on 9 patients of another study", False)):
        sha256 = file_sha256(tmp_path / "audited.safetensors") if fitted else "d" * 64
        bundle = replace(made.bundle, sha256=sha256, calibration=copy)
        add_prediction(study, spot, replace(made, image=image, bundle=bundle))
        assert (FITTED_HERE in study_table(study, model_sha256=sha256).notes) == fitted


def test_what_would_be_worth_nothing_is_refused_and_writes_no_file(cohort_study, manifest, tmp_path):
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    out = tmp_path / "new.safetensors"
    logit, time, event = outcomes()
    few = (logit, time, event & (np.arange(PATIENTS) < 12))
    lives = time > HORIZON
    apart = (np.where(lives, 1.0, -1.0) + 0.01 * logit, np.where(lives, time, 2.0), np.full(PATIENTS, True))
    cases = (
        ("few", few, lambda p: p, "patients with the event by 5 years have a prediction"),
        ("turned", (-logit, time, event), lambda p: p, "reverse the order of their risks"),
        ("same", None, lambda p: np.full(len(p), 0.4), "gives every patient the same prediction"),
        ("apart", apart, lambda p: p, "separates these patients perfectly"),
    )
    for name, given, spoil, words in cases:
        study = cohort_study(file, manifest, given, name, spoil)
        with pytest.raises(StudyError, match=words):
            result_of(recalibrate(study, RecalibrationRequest(out, str(file))))
        assert not out.exists()
        assert not study.rows("SELECT * FROM log WHERE what = 'recalibrated'")
    with pytest.raises(StudyError, match="between 0 and 1"):
        result_of(recalibrate(cohort_study(file, manifest), RecalibrationRequest(out, str(file), prevalence=1.0)))


def test_which_model_is_meant_must_be_clear(cohort_study, manifest, tmp_path, made):
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    study = cohort_study(file, manifest)
    out = tmp_path / "new.safetensors"
    with pytest.raises(StudyError, match="is not installed here"):
        result_of(recalibrate(study, RecalibrationRequest(out)))
    other = bundle_file(tmp_path / "other.safetensors", replace(manifest, name="other"))
    with pytest.raises(StudyError, match="has no prediction in the study"):
        result_of(recalibrate(study, RecalibrationRequest(out, str(other))))
    spot = spots_of(study)[0]
    record = replace(made.bundle, sha256=file_sha256(other))
    image = replace(made.image, sha256=spot.sha256)
    add_prediction(study, spot, replace(made, image=image, bundle=record))
    assert len(models_of(study)) == 2
    with pytest.raises(StudyError, match="Several models have predictions in this study"):
        result_of(recalibrate(study, RecalibrationRequest(out)))
    assert not out.exists()
    assert result_of(recalibrate(study, RecalibrationRequest(out, str(file)))).path == out


def test_a_file_that_is_there_is_never_written_over_and_a_study_one_may_only_read_is_told(
    cohort_study, manifest, tmp_path
):
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    study = cohort_study(file, manifest)
    there = tmp_path / "there.safetensors"
    there.write_bytes(b"somebody's")
    for out, words in ((there, "already exists"), (file, "is the original bundle"), (tmp_path / "x", "not the name")):
        with pytest.raises(BundleError, match=words):
            result_of(recalibrate(study, RecalibrationRequest(out, str(file))))
    assert there.read_bytes() == b"somebody's"
    with open_study(study.path) as reading, pytest.raises(StudyError, match="cannot be changed"):
        result_of(recalibrate(reading, RecalibrationRequest(tmp_path / "new.safetensors", str(file))))
    assert not (tmp_path / "new.safetensors").exists()


def test_own_logits_are_those_before_the_layer():
    logit = np.array([-3.0, 0.2, 5.0])
    assert own_logits(LAYER, probability(logit, LAYER)) == pytest.approx(logit, abs=1e-9)
    assert own_logits(None, probability(logit, None)) == pytest.approx(logit, abs=1e-9)
    assert np.isfinite(own_logits(None, np.array([0.0, 1.0]))).all()


def test_the_header_of_the_new_file_is_as_the_format_wants_it(cohort_study, manifest, tmp_path):
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    found = result_of(recalibrate(cohort_study(file, manifest),
                                  RecalibrationRequest(tmp_path / "new.safetensors", str(file))))  # fmt: skip
    (length,) = struct.unpack("<Q", found.path.read_bytes()[:8])
    assert length % 8 == 0


def test_patients_of_the_training_are_named_and_those_of_the_fit_are_recorded(
    cohort_study, manifest, tmp_path, make_picture
):
    """Image 0 was in training, image 1 in the test part; the others were in neither."""
    first, second, third = (file_sha256(make_picture(tmp_path / "colon" / f"{n}.png", n)) for n in range(3))
    manifest = replace(manifest, extra={KEY: {"training": [first[:DIGITS]], "test": [second[:DIGITS]]}})
    file = bundle_file(tmp_path / "m.safetensors", manifest)
    study = cohort_study(file, manifest)
    found = result_of(recalibrate(study, RecalibrationRequest(tmp_path / "new.safetensors", str(file))))
    assert found.lines[0].startswith(f"LEAKAGE: the model was trained or tuned on 1 of these {PATIENTS} patients")
    again = read_manifest(found.path)
    assert [seen_in(again, sha256) for sha256 in (first, second, third)] == ["training", "validation", "validation"]


@pytest.mark.parametrize("causes", [False, True])
def test_the_comparison_of_the_same_patients_has_slope_1_and_intercept_0_afterwards(causes):
    """The fit and the page have the same weights for those lost, and the same view of deaths of another cause."""
    random = np.random.default_rng(3)
    time, kind = random.exponential(6, 300), random.choice(["disease", "other", ""], 300, p=[0.4, 0.3, 0.3])
    event, other = kind == "disease", (kind == "other") & causes
    survival = random.uniform(0.2, 0.9, 300) - 0.1 * (event & (time < 5))
    cause = tuple(np.where(other, "other", "").tolist())
    table = SimpleNamespace(probability=survival, time_years=time, event=event.astype(float), cause=cause)
    line = calibration_fit(table, None, 5.0).line
    logits = np.log(survival / (1 - survival))
    risk = 1 / (1 + np.exp(line.slope * logits + line.intercept))
    rater = Rater("model", "probability", risk)
    names = tuple(map(str, range(300)))
    page = RaterTable("made.csv", names, time, event, (rater,), "years", cause=cause)
    found = result_of(comparison_of(page, ComparisonOptions(5.0, draws=20))).raters[0].estimates
    assert found["slope"].value == pytest.approx(1, abs=1e-6)
    assert found["intercept"].value == pytest.approx(0, abs=1e-6)
