"""`histocast cohort` on small images, with an encoder that needs no VGG-16, and its predictions in a study."""

import csv
import importlib.util
import json
import shutil
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.cli.cohort.run import FILES
from model.cohort.columns import VOLATILE
from model.cohort.engine_source import BundleSource
from model.cohort.result_tables import comparable
from model.study.predictions import models_of, predictions_of
from model.study.spots import spots_of
from model.study.store import open_study

GOOD, SOME_FAILED, USAGE, NOTHING_STARTED = 0, 1, 2, 3
TINY = Path(__file__).parents[2] / "model" / "cohort" / "tiny_cohort.py"


@pytest.fixture(scope="module")
def tiny():
    spec = importlib.util.spec_from_file_location("histocast_cli_tiny_cohort", TINY)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def all_spots(tiny, tmp_path_factory):
    return tiny.make_spots(tmp_path_factory.mktemp("cohort") / "spots")


@pytest.fixture(scope="module")
def bundle(tiny, tmp_path_factory):
    return tiny.make_bundle(tmp_path_factory.mktemp("bundle") / "tiny.safetensors")


@pytest.fixture(autouse=True)
def without_vgg(tiny, monkeypatch, tmp_path):
    """The engine of a bundle has the colour encoder."""
    monkeypatch.setattr(
        BundleSource, "load", lambda source, device="": tiny.TinySource(source.bundle, tmp_path).load(device)
    )


@pytest.fixture
def images(tmp_path, all_spots):
    """A folder with three good images and a bad one."""
    folder = tmp_path / "images"
    folder.mkdir()
    for name in ("s1.png", "s2.png", "s10.png", "bad-text.jpg"):
        shutil.copy2(all_spots / name, folder)
    return folder


def rows(out):
    return comparable(out / "results.csv", VOLATILE)


def test_a_run_says_what_it_did_and_where(images, bundle, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["cohort", "run", str(images), "--out", str(out), "--bundle", str(bundle)]) == SOME_FAILED
    printed, err = capsys.readouterr()
    assert "Done before: 0 of 4 spots. Analysed now: 3." in printed
    assert "Spots without a result: 1; " in printed
    assert str(out / "results.parquet") in printed
    assert printed.rstrip().endswith("Research use only. Not for diagnosis or treatment decisions.")
    assert "cohort: analysing spots 0/4" in err
    assert "SHA-256 of each image and the patient_id" in err, "which identifiers the tables hold"
    (images / "bad-text.jpg").unlink()
    assert main(["cohort", "run", str(images), "--out", str(out), "--bundle", str(bundle), "--quiet"]) == GOOD
    printed, err = capsys.readouterr()
    assert "Done before: 3 of 3 spots. Analysed now: 0." in printed
    assert err == ""


def test_a_dry_run_writes_nothing_and_says_what_would_be_done(images, bundle, tmp_path, capsys):
    out = tmp_path / "out"
    given = ["cohort", "run", str(images), "--out", str(out), "--bundle", str(bundle)]
    assert main([*given, "--dry-run", "--files", "arrays"]) == GOOD
    printed = capsys.readouterr().out
    assert "4 spots to analyse" in printed
    assert "time: unknown" in printed
    assert "disk: about 24.1 MB" in printed
    assert not out.exists()
    assert main([*given, "--most", "2"]) == SOME_FAILED
    capsys.readouterr()
    assert main([*given, "--dry-run"]) == GOOD
    printed = capsys.readouterr().out
    assert "done before: 1 of 4" in printed
    assert "3 spots to analyse" in printed
    assert "failed before, and will be tried again: 1" in printed
    assert "with one worker" in printed
    assert len(rows(out)) == 1


def test_a_dry_run_counts_what_this_run_would_do(images, bundle, tmp_path, capsys):
    given = ["cohort", "run", str(images), "--out", str(tmp_path / "out"), "--bundle", str(bundle)]
    main([*given, "--most", "2"])
    capsys.readouterr()
    assert main([*given, "--dry-run", "--most", "1"]) == GOOD
    assert "1 spot to analyse of 3, because of --most" in capsys.readouterr().out
    assert main([*given, "--dry-run", "--local-cluster", "3"]) == GOOD
    assert "with 3 workers" in capsys.readouterr().out


def test_a_dry_run_refuses_what_the_run_would_refuse(images, all_spots, bundle, tmp_path, capsys, monkeypatch):
    given = ["--bundle", str(bundle), "--dry-run", "--out"]
    out, other = tmp_path / "out", tmp_path / "other"
    assert main(["cohort", "run", str(images), "--out", str(out), "--bundle", str(bundle)]) == SOME_FAILED
    other.mkdir()
    shutil.copy2(all_spots / "s3.png", other)

    def refused(folder, *options, source=images):
        capsys.readouterr()
        assert main(["cohort", "run", str(source), *given, str(folder), *options]) == NOTHING_STARTED
        return capsys.readouterr().err

    assert "has the results of" in refused(out, source=other)
    assert "is not a scheduler address" in refused(tmp_path / "new", "--scheduler", "node1")
    with monkeypatch.context() as patch:
        patch.setattr("model.cohort.disk_space.os.access", lambda folder, mode: folder != tmp_path)
        assert "run cannot be written" in refused(tmp_path / "new" / "run")
    monkeypatch.setattr("model.cohort.disk_space.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    assert "0 KB free" in refused(tmp_path / "new")
    assert not (tmp_path / "new").exists()


def test_a_run_that_must_stop_has_the_exit_code_of_failures(images, bundle, tmp_path, capsys, monkeypatch):
    """Nothing starts without space; a disk that is full later leaves what is done."""
    given = ["cohort", "run", str(images), "--out", str(tmp_path / "out"), "--bundle", str(bundle)]
    monkeypatch.setattr("model.cohort.disk_space.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    assert main(given) == NOTHING_STARTED
    free = iter([10**10, 10**10, 0])
    monkeypatch.setattr(
        "model.cohort.disk_space.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, next(free, 0))
    )
    assert main(given) == SOME_FAILED
    assert "Finished spots are kept" in capsys.readouterr().err
    assert state_of(tmp_path / "out") == "stopped"


def state_of(out):
    return json.loads((out / "run.json").read_text())["state"]


def test_another_model_gets_its_own_folder_or_is_refused(tiny, images, bundle, tmp_path, capsys):
    out = tmp_path / "out"
    main(["cohort", "run", str(images), "--out", str(out), "--bundle", str(bundle)])
    before = (out / "results.csv").read_bytes()
    other = tiny.make_bundle(tmp_path / "other.safetensors", version="2")
    given = ["cohort", "run", str(images), "--out", str(out), "--bundle", str(other)]
    assert main([*given, "--no-separate"]) == NOTHING_STARTED
    err = capsys.readouterr().err
    assert "never mixed" in err
    assert "model (SHA-256 of the bundle):" in err
    assert "--no-separate" in err
    assert main(given) == SOME_FAILED
    err = capsys.readouterr().err
    assert f"The new run gets the separate folder {out / 'run-'}" in err
    assert "model (SHA-256 of the bundle):" in err
    (own,) = out.glob("run-*")
    assert {row["bundle_version"] for row in rows(own)} == {"2"}
    assert (out / "results.csv").read_bytes() == before
    capsys.readouterr()
    main(given)
    assert "Done before: 3 of 4 spots." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--files", "arrays,pdf"], "Unknown value: pdf"),
        (["--explain", "guess"], "Unknown value: guess"),
        (["--local-cluster", "2", "--scheduler", "tcp://a:1"], "either"),
        (["--tls-ca", "ca.pem", "--scheduler", "tls://a:1"], "together"),
        (["--tls-ca", "a", "--tls-cert", "b", "--tls-key", "c"], "together, with --scheduler"),
        (["--most", "0"], "--most must be at least 1"),
        (["--local-cluster", "0"], "--local-cluster must be at least 1"),
    ],
)
def test_options_that_do_not_fit_are_refused(images, tmp_path, capsys, options, words):
    assert main(["cohort", "run", str(images), "--out", str(tmp_path / "out"), *options]) == USAGE
    assert words in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_source_or_bundle_that_is_missing_starts_nothing(images, bundle, tmp_path, capsys):
    out = str(tmp_path / "out")
    assert main(["cohort", "run", "nowhere", "--out", out, "--bundle", str(bundle)]) == NOTHING_STARTED
    assert main(["cohort", "run", str(images), "--out", out, "--bundle", "nobody's"]) == NOTHING_STARTED
    err = capsys.readouterr().err
    assert "nowhere" in err
    assert "nobody's" in err
    assert not (tmp_path / "out").exists()


def test_without_their_packages_clusters_are_refused_and_parquet_is_left_out(
    images, bundle, tmp_path, capsys, monkeypatch
):
    for module in ("model.cohort.cluster", "model.cohort.result_tables"):
        monkeypatch.setattr(f"{module}.find_spec", lambda name: None)
    given = ["cohort", "run", str(images), "--out", str(tmp_path / "out"), "--bundle", str(bundle)]
    for cluster in (["--local-cluster", "2"], ["--scheduler", "tcp://127.0.0.1:1"]):
        assert main([*given, *cluster]) == NOTHING_STARTED
        err = capsys.readouterr().err
        assert "'distributed', which is not installed" in err
        assert "histocast[cluster]" in err
    assert main(given) == SOME_FAILED
    assert "histocast[parquet]" in capsys.readouterr().out
    assert not (tmp_path / "out" / "results.parquet").exists()


def test_a_scheduler_that_is_not_there_is_an_error(images, bundle, tmp_path, capsys):
    given = ["cohort", "run", str(images), "--out", str(tmp_path / "out"), "--bundle", str(bundle)]
    assert main([*given, "--scheduler", "somewhere"]) == NOTHING_STARTED
    assert "is not a scheduler address" in capsys.readouterr().err


def test_the_kinds_of_files_are_those_of_the_exports():
    from model.cohort.disk_space import FILE_BYTES
    from model.result.export.export_table import EXPORTS

    assert tuple(export.key for export in EXPORTS) == FILES
    assert set(FILE_BYTES) == set(FILES)


def test_runs_are_joined(images, bundle, tmp_path, capsys):
    first, second = tmp_path / "first", tmp_path / "second"
    main(["cohort", "run", str(images), "--out", str(first), "--bundle", str(bundle)])
    main(["cohort", "run", str(images / "s1.png"), "--out", str(second), "--bundle", str(bundle)])
    capsys.readouterr()
    out = tmp_path / "all"
    assert main(["cohort", "merge", str(first), str(second), "--out", str(out)]) == SOME_FAILED
    printed = capsys.readouterr().out
    assert "3 spots have a result." in printed
    assert "1 spot was analysed by several runs; their probabilities differ by at most 0." in printed
    assert "1 spot has no result; " in printed
    assert str(out / "results.parquet") in printed
    assert rows(out) == rows(first)
    assert main(["cohort", "merge", str(first), "--out", str(second)]) == NOTHING_STARTED


def test_images_at_urls_are_read_and_removed(images, bundle, tmp_path, monkeypatch):
    """Like local ones but for their place; `file` and `memory` use no network."""
    import fsspec

    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr("tempfile.tempdir", None)
    fsspec.filesystem("memory").pipe("/bucket/s2.png", (images / "s2.png").read_bytes())
    table = tmp_path / "spots.csv"
    table.write_text(f"image\n{(images / 's1.png').as_uri()}\nmemory://bucket/s2.png\nmemory://bucket/none.png\n")
    out = tmp_path / "out"
    assert main(["cohort", "run", str(table), "--out", str(out), "--bundle", str(bundle)]) == SOME_FAILED
    main(["cohort", "run", str(images), "--out", str(tmp_path / "local"), "--bundle", str(bundle)])
    found, local = rows(out), rows(tmp_path / "local")
    assert [row["logit"] for row in found] == [row["logit"] for row in local[:2]]
    assert [row["image"] for row in found] == [(images / "s1.png").as_uri(), "memory://bucket/s2.png"]
    assert comparable(out / "errors.csv", ())[0]["image"] == "memory://bucket/none.png"
    assert list(scratch.iterdir()) == []


def test_a_policy_without_network_refuses_urls(images, bundle, tmp_path, home):
    home.mkdir(exist_ok=True)
    (home / "policy.toml").write_text("network = false\n")
    table = tmp_path / "spots.csv"
    table.write_text(f"image\n{images / 's1.png'}\nhttps://example.org/s2.png?key=secret\n")
    out = tmp_path / "out"
    assert main(["cohort", "run", str(table), "--out", str(out), "--bundle", str(bundle)]) == SOME_FAILED
    assert len(rows(out)) == 1
    reason = comparable(out / "errors.csv", ())[0]["reason"]
    assert reason == "This computer's policy forbids the network, which https://example.org/s2.png needs."
    assert not any(b"secret" in path.read_bytes() for path in out.rglob("*") if path.is_file())


# -- predictions in a study --------------------------------------------------------------------------------------


@pytest.fixture
def clinic(images, tmp_path):
    """A study of the three good images."""
    (images / "bad-text.jpg").unlink()
    table = tmp_path / "clinic.csv"
    lines = [f"P{number},{name},{number}.5,{number % 2}" for number, name in enumerate(["s1.png", "s2.png", "s10.png"])]
    table.write_text("\n".join(["patient_id,image,time_years,event", *lines]))
    path = tmp_path / "clinic.histostudy"
    assert main(["study", "create", str(path), "--table", str(table), "--images", str(images)]) == GOOD
    return path


def saved(path):
    """The predictions in a study by image, and the model."""
    with open_study(path) as study:
        (model,) = models_of(study)
        names = {spot.id: Path(spot.image).name for spot in spots_of(study)}
        return {names[key]: value for key, value in predictions_of(study, model).items()}, model


def test_a_study_takes_the_predictions_of_a_run_once(clinic, bundle, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["cohort", "run", str(clinic), "--out", str(out), "--bundle", str(bundle)]) == GOOD
    capsys.readouterr()
    assert main(["study", "import", str(clinic), "--predictions", str(out)]) == GOOD
    assert "Added: 3 predictions." in capsys.readouterr().out
    assert main(["study", "import", str(clinic), "--predictions", str(out / "results.csv")]) == GOOD
    assert "Added: 0 predictions. 3 were already in the study." in capsys.readouterr().out
    found, model = saved(clinic)
    for row in rows(out):
        assert found[row["image"].rpartition("/")[2]].probability == float(row["survival_probability"])
        assert row["patient_id"] == {"s1.png": "P0", "s2.png": "P1", "s10.png": "P2"}[row["image"].rpartition("/")[2]]
    assert (model.name, model.demo, model.precision, model.calibration) == ("tiny", True, "exact", "uncalibrated")


def test_a_study_has_the_same_from_a_run_as_from_its_own_command(clinic, bundle, tmp_path, tiny, monkeypatch):
    from app.cli.pipeline import ModelPipeline

    out, other = tmp_path / "out", tmp_path / "other.histostudy"
    shutil.copy2(clinic, other)
    main(["cohort", "run", str(clinic), "--out", str(out), "--bundle", str(bundle)])
    main(["study", "import", str(clinic), "--predictions", str(out)])
    monkeypatch.setattr(ModelPipeline, "load", lambda *_: tiny.TinySource(bundle, tmp_path).load())
    assert main(["study", "predict", str(other), "--bundle", str(bundle)]) == GOOD
    (found, model), (expected, its_model) = saved(clinic), saved(other)
    assert model == its_model
    for name, prediction in expected.items():
        one = found[name]
        assert (one.probability, one.qualifier, one.risk_group) == (
            prediction.probability, prediction.qualifier, prediction.risk_group
        )  # fmt: skip
        assert (one.verdict, one.reliability) == (prediction.verdict, prediction.reliability)
        assert " ".join(one.reasons) == " ".join(prediction.reasons)
        assert " ".join(one.evidence) == " ".join(prediction.evidence)


FAULTS = [
    ("survival_probability", "1.2", "line 3: survival_probability 1.2 is not between 0 and 1"),
    ("survival_probability", "0,49", "line 3: survival_probability '0,49' is not a number with a decimal point"),
    ("survival_probability", "", "line 3: survival_probability is empty"),
    ("logit", "nan", "line 3: logit 'nan' is not a number"),
    ("threshold", "-1", "line 3: threshold -1 is not between 0 and 1"),
    ("image_sha256", "0" * 64, "line 3: s10.png is not an image of this study (SHA-256 00000000)"),
    ("core", "A-1", "line 3: s10.png with the core A-1 is not an image of this study"),
    ("region_kind", "placed", "line 3: s10.png was analysed at another position"),
    ("reliability", "good", "line 3: reliability 'good' is neither ok nor caution nor do not use"),
    ("demo", "", "line 3: demo is empty"),
    ("analysed_at", "2026-01-01", "line 3: analysed_at '2026-01-01' is not a time"),
]


def test_a_faulty_row_is_named_and_nothing_is_imported(clinic, images, bundle, tmp_path, capsys):
    table = _table(tmp_path, images, bundle, capsys)
    with table.open(encoding="utf-8-sig", newline="") as file:
        header, first, second = csv.reader(file)
    for column, text, fault in FAULTS:
        changed = [text if name == column else cell for name, cell in zip(header, second, strict=True)]
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, first, changed])
        assert main(["study", "import", str(clinic), "--predictions", str(table)]) == NOTHING_STARTED
        assert fault in capsys.readouterr().err
    with open_study(clinic) as study:
        assert models_of(study) == ()


def _table(tmp_path, images, bundle, capsys):
    """The table of a run of two images."""
    (images / "s2.png").unlink()
    out = tmp_path / "out"
    assert main(["cohort", "run", str(images), "--out", str(out), "--bundle", str(bundle)]) == GOOD
    capsys.readouterr()
    return out / "results.csv"


def test_a_table_without_its_columns_is_refused(clinic, tmp_path, capsys):
    table = tmp_path / "other.csv"
    table.write_text("image,p\ns1.png,0.5\n")
    assert main(["study", "import", str(clinic), "--predictions", str(table)]) == NOTHING_STARTED
    assert "lacks the columns image_sha256" in capsys.readouterr().err


def test_run_json_states_how_the_run_was_made(images, bundle, tmp_path):
    out = tmp_path / "out"
    main(["cohort", "run", str(images), "--out", str(out), "--bundle", str(bundle), "--mpp", "0.5"])
    record = json.loads((out / "run.json").read_text())
    assert (record["record"], record["state"]) == ("histocast-cohort-run", "finished")
    assert record["identity"]["mpp"] == 0.5
    assert record["arguments"]["bundle"] == str(bundle)
    assert record["spots"] == {"planned": 4, "done": 3, "failed": 1, "left_out": 0}
    assert {row["mpp_source"] for row in rows(out)} == {"given by the user"}
