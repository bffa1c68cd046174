"""The scripts that make packages: what is listed, counted, embedded and refused."""

import importlib.util
import json
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from model.base.build_info import BuildInfo
from model.base.errors import BackboneError
from model.bundle.installed import installed_bundles

ROOT = Path(__file__).resolve().parents[2]


def script(name):
    spec = importlib.util.spec_from_file_location(f"packaging_{name}", ROOT / "packaging" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def frozen(tmp_path):
    """A frozen program in small."""
    folder = tmp_path / "program"
    for name, data in (
        ("histocast", b"12345"), ("_internal/torch/lib/a.so", b"x" * 300), ("_internal/torch/b.py", b"y" * 20),
        ("_internal/numpy.libs/c.so", b"z" * 7), ("_internal/numpy-2.0.dist-info/METADATA", b"m"),
    ):  # fmt: skip
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def test_sizes_are_counted_by_part(frozen):
    found = script("sizes").sizes(frozen)
    assert found == {"torch": 320, "numpy": 7, "metadata": 1, "single files, Python and its modules": 5}


def test_the_payload_is_known_by_its_files_and_nothing_else(frozen, tmp_path):
    payload = script("payload")
    shutil.copytree(frozen, tmp_path / "again")
    assert payload.lines(frozen) == payload.lines(tmp_path / "again")
    (tmp_path / "again" / "histocast").write_bytes(b"12346")
    different = set(payload.lines(frozen)) ^ set(payload.lines(tmp_path / "again"))
    assert {line.split()[1] for line in different} == {"histocast"}


def test_sha256sum_reads_the_list(frozen):
    if not shutil.which("sha256sum"):
        pytest.skip("there is no sha256sum here")
    listed = "\n".join(script("payload").lines(frozen)) + "\n"
    subprocess.run(["sha256sum", "-c", "--quiet"], input=listed, text=True, cwd=frozen, check=True)


def test_the_sbom_holds_what_is_shipped_and_nothing_of_the_workshop():
    def part(name):
        return {"bom-ref": name, "name": name, "version": "1"}

    bom = {
        "metadata": {"component": part("root")},
        "components": [part(name) for name in ("numpy", "libz", "pytest", "pyinstaller", "setuptools", "histocast")],
        "dependencies": [
            {"ref": "root", "dependsOn": ["numpy", "setuptools"]},
            {"ref": "numpy", "dependsOn": ["libz"]},
            {"ref": "libz"},
            {"ref": "pytest", "dependsOn": ["libz"]},
        ],
    }
    kept = script("sbom").shipped(bom)
    assert {row["name"] for row in kept["components"]} == {"numpy", "libz", "pyinstaller", "Python"}
    assert {row["ref"] for row in kept["dependencies"]} == {"root", "numpy", "libz"}
    assert next(row for row in kept["dependencies"] if row["ref"] == "root")["dependsOn"] == ["numpy"]


@pytest.fixture
def stage(monkeypatch, tmp_path):
    """`stage` with weights of a few numbers in place of half a gigabyte."""
    room = script("stage")
    monkeypatch.setattr(room, "seeded_weights", lambda: {"w": np.zeros(1)})
    monkeypatch.setattr(room, "weights_sha256", lambda _: room.SEEDED_SHA256)
    monkeypatch.setattr(room, "version", lambda _: "1.2.3")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return lambda bundle=None, backbone="seeded": room.stage(bundle, backbone, tmp_path / "stage")


def test_the_demo_models_are_embedded_and_the_making_recorded(stage, tmp_path):
    info = stage()
    resources = tmp_path / "stage" / "resources"
    assert BuildInfo(**json.loads((resources / "build.json").read_text())) == info
    assert (info.bundle, info.backbone, info.built, info.version) == ("demo", "seeded", "2023-11-14", "1.2.3")
    assert {path.name for path in (resources / "bundles").glob("*.safetensors")} == {
        "demo.safetensors", "demo-as-published.safetensors",
    }  # fmt: skip
    assert not (resources / "screenshots").exists()


def test_a_hospitals_own_model_takes_the_place_of_the_demo(stage, tmp_path):
    own = tmp_path / "clinic.safetensors"
    shutil.copyfile(installed_bundles()["demo"], own)
    info = stage(bundle=own)
    folder = tmp_path / "stage" / "resources" / "bundles"
    assert info.bundle == "clinic"
    assert [path.name for path in folder.glob("*.safetensors")] == ["clinic.safetensors"]
    assert (folder / "SHA256SUMS").read_text() == f"{info.bundle_sha256}  clinic.safetensors\n"


def test_a_model_without_its_backbone_is_refused(stage, tmp_path, monkeypatch):
    other = tmp_path / "other.safetensors"
    other.write_bytes(b"never read")
    room = script("stage")
    monkeypatch.setattr(room, "version", lambda _: "1.2.3")
    monkeypatch.setattr(
        room, "_embed_backbone", lambda asked, folder: room.BackboneInfo("other", other, "0" * 64, "a test")
    )
    with pytest.raises(BackboneError, match="trained on the backbone"):
        room.stage(None, str(other), tmp_path / "stage")


def test_requirements_leave_the_flavour_open():
    printed = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "requirements.py")], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    names = {line.split(">")[0].split("<")[0] for line in printed}
    assert "numpy" in names
    assert not names & {"torch", "torchvision"}


def test_the_smoke_tests_sheet_and_reads_fit_the_sample_spots():
    """A spot that is renamed would leave the packages' smoke test without a study."""
    from openpyxl import load_workbook

    with closing(load_workbook(ROOT / "packaging" / "smoke" / "clinic.xlsx", read_only=True)) as book:
        head, *rows = book.active.values
    patients = [dict(zip(head, row, strict=True)) for row in rows]
    spots = {path.name for path in (ROOT / "resources" / "spots").glob("*.jpg")}
    with_image = {row["patient"] for row in patients if row["image"] in spots}
    assert len(with_image) == len(spots)
    reads = (ROOT / "packaging" / "smoke" / "reads.csv").read_text(encoding="utf-8").splitlines()
    assert {line.split(",")[1] for line in reads[1:]} == with_image
    assert sum(row["event"] for row in patients) >= 20  # enough for Cox models with covariates
