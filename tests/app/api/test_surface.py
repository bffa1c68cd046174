"""`import histocast`: every name is documented and described, and another package of the same name is reported."""

import inspect
import subprocess
import sys
from pathlib import Path

import histocast
import pytest

ROOT = Path(__file__).parents[3]
FUNCTIONS = [name for name in histocast.__all__ if inspect.isfunction(getattr(histocast, name))]


def test_the_functions_are_those_for_the_work_of_a_researcher():
    assert {"open_slide", "load_bundle", "predict", "explain", "open_study", "compare_raters", "train"} <= {*FUNCTIONS}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_is_typed_and_states_its_errors(name):
    function = getattr(histocast, name)
    signature = inspect.signature(function)
    assert signature.return_annotation is not signature.empty
    assert all(parameter.annotation is not parameter.empty for parameter in signature.parameters.values())
    assert len(function.__doc__) > 60
    assert "Raises:" in function.__doc__ or name.endswith("_record")


@pytest.mark.parametrize("name", histocast.__all__)
def test_every_name_has_its_place_in_the_document(name):
    assert f"`{name}" in (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["app", "model"])
def test_another_package_that_is_found_first_is_reported(tmp_path, name):
    (tmp_path / f"{name}.py").write_text("MINE = True\n")
    path = [str(tmp_path), str(ROOT), str(ROOT / "app" / "api")]
    code = f"import sys; sys.path[:0] = {path!r}\nimport histocast"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False)
    assert done.returncode == 1
    expected = f"Python found another package '{name}' before the package '{name}' that Histocast needs"
    assert f"ImportError: {expected}" in done.stderr
