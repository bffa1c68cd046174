"""The walls: what may be loaded when, looked at in a fresh process."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "torchvision", "scipy", "pandas", "matplotlib", "openvino", "sklearn")


def loaded_after(statement):
    """Names of the top-level modules loaded once `statement` has run in a new Python."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    return set(done.stdout.split())


def test_the_window_starts_without_heavy_libraries():
    assert not loaded_after("import app.main").intersection(HEAVY)


def test_the_command_line_starts_without_heavy_libraries_and_without_qt():
    assert not loaded_after("import app.__main__").intersection({*HEAVY, "PySide6", "pyqtgraph", "rich"})


@pytest.mark.parametrize(
    "module",
    [
        "model.predict",
        "model.engine",
        "model.opening",
        "model.training.demo",
        "model.report.table",
        "model.maps",
        "model.colours",
    ],
)
def test_the_model_loads_no_qt(module):
    assert not loaded_after(f"import {module}").intersection({"PySide6", "pyqtgraph"})


@pytest.mark.parametrize(
    "module",
    [
        "model.manifest",
        "model.grid",
        "model.window",
        "model.opening",
        "model.tiles",
        "model.quality",
        "model.report.table",
        "model.statistics.discrimination",
        "model.backbone.store",
        "model.training.options",
        "model.training.cohort_table",
        "model.statistics.survival",
        "model.statistics.calibration",
    ],
)
def test_rooms_without_torch_stay_without_it(module):
    assert not loaded_after(f"import {module}").intersection({"torch", "torchvision"})
