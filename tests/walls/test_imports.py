"""The walls: what may be loaded when, looked at in a fresh process."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from model.slide.registry import READERS

HEAVY = (
    "torch", "torchvision", "scipy", "pandas", "matplotlib", "openvino", "sklearn", "tifffile", "openslide", "pydicom"
)  # fmt: skip


def modules_after(statement):
    """Names of all modules loaded once `statement` has run in a new Python."""
    code = f"{statement}\nimport sys\nprint(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    return set(done.stdout.split())


def loaded_after(statement):
    """Names of the top-level modules loaded once `statement` has run in a new Python."""
    return {name.partition(".")[0] for name in modules_after(statement)}


def loaders_of(modules, forbidden):
    """Import `modules` in their order in a new Python. Return those whose import loaded a `forbidden` library."""
    code = (
        "import importlib, sys\nseen = set()\n"
        f"for module in {modules!r}:\n"
        "    importlib.import_module(module)\n"
        f"    found = {set(forbidden)!r} & set(sys.modules) - seen\n"
        "    seen |= found\n"
        "    if found:\n"
        "        print(module, 'loads', *sorted(found))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    return done.stdout.splitlines()


def test_a_module_that_loads_what_it_must_not_is_found():
    modules = ["model.base.errors", "model.backbone.engine_torch", "model.base.colours"]
    assert loaders_of(modules, {"torch"}) == ["model.backbone.engine_torch loads torch"]


def test_the_window_starts_without_heavy_libraries():
    assert not loaded_after("import app.start.main").intersection({*HEAVY, "pyqtgraph"})


def test_the_window_starts_without_readers_of_slides_and_workbooks():
    readers = {reader.opener.module for reader in READERS}
    modules = modules_after("import app.start.main")
    assert "model.slide.registry" in modules
    heavy = readers | {"model.slide.tiff", "model.slide.plain_header", "xml.parsers.expat", "pyexpat"}
    assert {name for name in modules if name in heavy or name.startswith("model.tables.xlsx")} == set()


def test_the_window_starts_without_the_parts_of_a_study_a_comparison_and_a_microarray():
    modules = modules_after("import app.start.main")
    assert "app.study.controller" in modules
    late = ("model.study.store", "model.study.comparison_input", "model.comparison.", "model.statistics.hazards")
    late += ("model.statistics.accuracy", "model.tma.", "model.tables.", "model.training.", "sqlite3")
    assert {name for name in modules if name.startswith(late)} == set()


@pytest.mark.parametrize("arguments", [["open"], ["spot.png"]])
def test_the_window_starts_without_the_other_commands(arguments):
    code = f"from app.__main__ import main\ntry:\n    main([*{arguments!r}, '--help'])\nexcept SystemExit:\n    pass"
    modules = modules_after(code)
    assert "app.cli.open_window" in modules
    assert {name for name in modules if name.startswith(("app.cli.command_table", "app.cli.predict"))} == set()


def test_the_command_line_starts_without_heavy_libraries_and_without_qt():
    assert not loaded_after("import app.__main__").intersection({*HEAVY, "PySide6", "pyqtgraph", "rich"})


def test_the_python_api_starts_without_heavy_libraries_and_without_qt():
    assert not loaded_after("import app.api.histocast").intersection({*HEAVY, "numpy", "PySide6", "pyqtgraph", "rich"})


NO_QT = [
    "model.predict.pipeline",
    "model.predict.engine",
    "model.slide.opening",
    "model.synthesis.demo",
    "model.audit.demo",
    "model.result.export.export_table",
    "model.result.maps",
    "model.base.colours",
]
NO_TORCH = [
    "model.bundle.manifest",
    "model.bundle.heads.head_table",
    "model.region.grid",
    "model.region.region",
    "model.slide.opening",
    "model.predict.tiles",
    "model.predict.quality",
    "model.result.export.export_table",
    "model.tma.core_files",
    "model.tma.finding",
    "model.statistics.discrimination",
    "model.backbone.store",
    "model.training.read_options",
    "model.training.cohort_table",
    "model.statistics.hazards",
    "model.statistics.calibration",
    "model.comparison.report.write",
    "model.study.exports",
    "model.study.read_import",
    "model.study.reading",
    "model.lecture.page",
]


def test_the_model_loads_no_qt():
    assert loaders_of(NO_QT, {"PySide6", "pyqtgraph"}) == []


def test_rooms_without_torch_stay_without_it():
    """One process imports them all: what one of them loads stays loaded, and is its finding."""
    assert loaders_of(NO_TORCH, {"torch", "torchvision"}) == []


_TALES = """
import socket, sys
def refuse(*_):
    sys.exit("called out")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
"""


@pytest.mark.parametrize("package", ["", "import nncf"])
def test_openvino_and_nncf_report_to_nobody(package, tmp_path, monkeypatch):
    """Left alone, the import of OpenVINO keeps an identifier in the user's folder and sends it in the background."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    loaded = loaded_after(f"{_TALES}\nfrom model.backbone.openvino_loader import openvino\n{package}")
    assert "openvino" in loaded
    assert list(tmp_path.rglob("openvino_ga_cid")) == []


def test_openvino_and_nncf_are_imported_through_their_door_only():
    found = [
        f"{path}: {line.strip()}"
        for room in ("app", "model")
        for path in Path(room).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip().startswith(("import openvino", "from openvino")) and path.name != "openvino_loader.py"
    ]
    assert found == []


def test_a_bundle_of_any_kind_is_used_without_scikit_learn():
    modules = "model.predict.pipeline, model.predict.engine"
    heads = "from model.bundle.heads.networks import HEADS, network_class\nfor kind in HEADS: network_class(kind)"
    loaded = loaded_after(f"import {modules}\n{heads}\n")
    assert "torch" in loaded
    assert "sklearn" not in loaded


def test_what_only_a_comparison_needs_waits_for_one():
    modules = "model.comparison.report.write, model.comparison.data.read_raters, model.result.export.export_table"
    loaded = loaded_after(f"import {modules}, app.cli.study.study")
    assert not loaded.intersection({"lifelines", "pandas", "matplotlib", "statsmodels", "reportlab", "openpyxl"})


UNIX_ONLY = {"crypt", "fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"}


def test_no_room_needs_a_module_that_windows_lacks():
    """Such a module may be imported inside a function, where the system was asked for before."""
    found = []
    for path in (path for room in ("app", "model", "packaging") for path in Path(room).rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [f"{path}: {name}" for name in names if name.partition(".")[0] in UNIX_ONLY]
    assert found == []


def test_what_the_window_starts_without_is_loaded_in_the_background():
    """Otherwise the GUI thread would load it when a result, a study or a microarray is first shown."""
    code = "from app.viewer.network_tasks import Tasks\nfor step in Tasks().load_libraries():\n    pass"
    late = {"model.comparison.image_answer", "model.statistics.calibration_band", "model.statistics.rank"}
    late |= {"model.study.store", "model.study.comparison_input", "model.tma.core_map", "model.tma.finding"}
    assert late - modules_after(code) == set()
