"""`histocast study recalibrate` and `bundle uncalibrate`: there and back, and what cannot be done."""

import argparse
from dataclasses import replace

import numpy as np
import pytest
from safetensors.numpy import save_file

from app.cli.bundle import bundle
from app.cli.study import study
from model.base.files import file_sha256
from model.bundle.installed import find_bundle
from model.bundle.manifest import METADATA_KEY, read_manifest, to_json
from model.study.store import create_study

GOOD, SOME_FAILED, NOTHING_STARTED = 0, 1, 3
PATIENTS = 40


@pytest.fixture
def file(tmp_path):
    manifest = replace(read_manifest(find_bundle("demo-as-published")), name="mine")
    path = tmp_path / "mine.safetensors"
    save_file({"head.a": np.arange(4, dtype=np.float16)}, path, metadata={METADATA_KEY: to_json(manifest)})
    return path


@pytest.fixture
def path(tmp_path, file):
    """A study whose spots `file` has read: written into its tables, which is all that is needed here."""
    made = create_study(tmp_path / "colon.histostudy")
    columns = made.rows("SELECT name, \"notnull\" AS needed FROM pragma_table_info('predictions')")
    with made, made.changing():
        for number in range(PATIENTS):
            made.write("INSERT INTO patients (code) VALUES (?)", (f"P{number}",))
            dies = number % 5 in (0, 2) if number < PATIENTS / 2 else number % 5 != 0
            made.write("INSERT INTO outcomes VALUES (?, ?, ?, '', '', 'years')",
                       (number + 1, 2 + number / 100 if dies else 6, int(dies)))  # fmt: skip
            made.write("INSERT INTO spots (patient_id, image, seen_at, sha256) VALUES (?, ?, '', ?)",
                       (number + 1, f"{number}.png", f"{number:064d}"))  # fmt: skip
            known = {row["name"]: "" if row["needed"] else None for row in columns} | {
                "id": number + 1, "spot_id": number + 1, "bundle_name": "mine", "bundle_version": "1.0",
                "bundle_sha256": file_sha256(file), "demo": 1, "precision": "exact", "x": 0, "y": 0, "width": 1,
                "height": 1, "tiles_read": 256, "survival_probability": 0.95 - number / 50, "verdict": "ok",
                "reasons": "[]",
                "record": "{}", "at": "2026-01-01T00:00:00+00:00",
                "calibration": "uncalibrated", "low": None, "high": None, "threshold": 0.5,
            }  # fmt: skip
            marks = ", ".join("?" * len(known))
            made.write(f"INSERT INTO predictions ({', '.join(known)}) VALUES ({marks})", tuple(known.values()))
    return made.path


def do(module, *words):
    parser = argparse.ArgumentParser()
    module.add_parser(parser.add_subparsers())
    args = parser.parse_args([module.NAME, *map(str, words)])
    return args.run(args)


def test_there_and_back(path, file, tmp_path, capsys):
    new, back = tmp_path / "new.safetensors", tmp_path / "back.safetensors"
    assert do(study, "recalibrate", path, "--out", new, "--bundle", file) == GOOD
    said = capsys.readouterr().out
    for needed in (file_sha256(new), "recalibrated on 40 patients (24 events) of study colon", "slope", "intercept",
                   "do not test it", "Research use only"):  # fmt: skip
        assert needed in said
    assert do(bundle, "show", new) == GOOD
    assert "recalibrated on 40 patients" in capsys.readouterr().out
    assert do(bundle, "uncalibrate", new, "--out", back) == GOOD
    assert "byte for byte" in capsys.readouterr().out
    assert back.read_bytes() == file.read_bytes()
    assert do(bundle, "uncalibrate", back, "--out", tmp_path / "x.safetensors") == SOME_FAILED
    assert "no calibration layer" in capsys.readouterr().err


def test_what_cannot_be_done_is_told_with_a_remedy(path, tmp_path, capsys):
    assert do(study, "recalibrate", path, "--out", tmp_path / "new.safetensors") == NOTHING_STARTED
    said = capsys.readouterr().err
    assert "is not installed here" in said
    assert "--bundle FILE" in said
    assert not (tmp_path / "new.safetensors").exists()
