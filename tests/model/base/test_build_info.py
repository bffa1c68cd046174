"""The build information of a packaged program, with the resources of a fake package."""

import json
import shutil

import pytest

from model.backbone import store
from model.base import build_info
from model.base.errors import BundleError
from model.bundle import installed

ABOUT = {
    "version": "1.2.3", "built": "2026-11-24", "flavour": "CPU", "bundle": "ours", "bundle_sha256": "ab" * 32,
    "backbone": "seeded", "backbone_sha256": "cd" * 32,
}  # fmt: skip


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return a function that puts a copy of the embedded model into a package's resources, and their folder."""
    folder = tmp_path / "resources"
    source = installed.installed_bundles()["demo"]
    (folder / "bundles").mkdir(parents=True)
    shutil.copyfile(source, folder / "bundles" / "ours.safetensors")
    for module in (build_info, installed, store):
        monkeypatch.setattr(module, "files", lambda _: folder)
    build_info.build_info.cache_clear()
    yield folder
    build_info.build_info.cache_clear()


def test_the_sources_know_of_no_package(package):
    assert build_info.build_info() is None
    assert "from its sources" in build_info.program_version()


def test_a_package_tells_version_flavour_and_day_and_its_model_is_the_default(package):
    (package / "build.json").write_text(json.dumps(ABOUT))
    assert build_info.program_version() == "1.2.3 (CPU), built 2026-11-24"
    assert installed.default_bundle() == "ours"
    assert installed.find_bundle("") == package / "bundles" / "ours.safetensors"


def test_a_bundle_that_is_not_the_one_listed_is_refused(package):
    path = package / "bundles" / "ours.safetensors"
    good = installed.verified_sha256(path)
    (path.parent / "SHA256SUMS").write_text(f"{good}  {path.name}\n")
    assert installed.verified_sha256(path) == good
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(BundleError, match="not the expected file"):
        installed.verified_sha256(path)


def test_embedded_backbones_are_found_and_the_users_own_come_first(package, home):
    """Write the headers only, which is all that `installed_backbones` reads."""
    import numpy as np
    from safetensors.numpy import save_file

    for folder, digest in ((package / "backbone", "e" * 64), (home / "data" / "backbones", "f" * 64)):
        for name in ("clinic", "seeded") if digest[0] == "e" else ("clinic",):
            folder.mkdir(parents=True, exist_ok=True)
            about = json.dumps({"sha256": digest, "source": "a test"})
            save_file({"x": np.zeros(1)}, folder / f"{name}.safetensors", metadata={"histocast-backbone": about})
    found = store.installed_backbones()
    assert found["clinic"].sha256 == "f" * 64
    assert found["seeded"].path is None
    (home / "data" / "backbones" / "clinic.safetensors").unlink()
    assert store.installed_backbones()["clinic"].sha256 == "e" * 64
