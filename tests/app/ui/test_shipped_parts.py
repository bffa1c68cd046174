"""What About lists: the parts of an SBOM, or those installed beside the sources."""

import json

import pytest

from app.ui import shipped_parts as room
from app.ui.shipped_parts import Part, shipped_parts


@pytest.fixture
def parts_in(tmp_path, monkeypatch):
    """The parts with resources in a folder of ours."""
    monkeypatch.setattr(room, "files", lambda _: tmp_path)
    shipped_parts.cache_clear()
    yield tmp_path
    shipped_parts.cache_clear()


def test_from_its_sources_the_program_lists_what_it_asks_for(parts_in):
    found = {part.name.lower(): part for part in shipped_parts()}
    assert {"torch", "numpy", "openslide-bin"} <= found.keys()
    assert "pytest" not in found
    assert found["openslide-bin"].licence


def test_a_package_lists_what_its_sbom_does(parts_in):
    rows = [
        {"name": "zlib", "version": "1.3", "licenses": [{"license": {"id": "Zlib"}}]},
        {"name": "numpy", "version": "2.4", "licenses": [{"expression": "BSD-3-Clause AND MIT"}]},
        {"name": "odd", "version": "1", "licenses": [{"license": {"name": "a whole text " * 20}}]},
    ]
    (parts_in / "sbom.cdx.json").write_text(json.dumps({"components": rows}))
    assert shipped_parts() == (
        Part("numpy", "2.4", "BSD-3-Clause AND MIT"),
        Part("odd", "1", "see the licence texts"),
        Part("zlib", "1.3", "Zlib"),
    )
