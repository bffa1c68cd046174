"""The example notebook runs from its first cell to its last, on the sample spot with the demo model's head.

The backbone is the tests' own, which takes seconds instead of a minute; its features are no VGG-16's.
"""

import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NOTEBOOK = ROOT / "docs" / "examples" / "first_prediction.ipynb"
LINES = 120


def cells(kind):
    """The sources of the cells of a kind."""
    found = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    assert (found["nbformat"], found["metadata"]["kernelspec"]["name"]) == (4, "python3")
    return ["".join(cell["source"]) for cell in found["cells"] if cell["cell_type"] == kind]


def test_the_notebook_is_kept_without_results():
    found = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert len({cell["id"] for cell in found}) == len(found)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in found if "outputs" in cell)
    assert max(len(line) for text in (*cells("code"), *cells("markdown")) for line in text.splitlines()) <= LINES


def test_links_lead_to_files():
    text = "\n".join(cells("markdown"))
    names = [part.partition(")")[0] for part in text.split("](")[1:]]
    assert names
    assert all((NOTEBOOK.parent / name).is_file() for name in names)


def test_the_notebook_runs(tmp_path, monkeypatch, capsys, fake_backbone, one_thread):
    import matplotlib

    folder = tmp_path / "docs" / "examples"
    folder.mkdir(parents=True)
    (tmp_path / "resources" / "spots").mkdir(parents=True)
    shutil.copy(ROOT / "resources" / "spots" / "sample-1-mixed.jpg", tmp_path / "resources" / "spots")
    monkeypatch.chdir(folder)
    matplotlib.use("Agg")
    names = {"__name__": "__main__"}
    for number, text in enumerate(cells("code"), start=1):
        exec(compile(text, f"cell {number}", "exec"), names)
    printed = capsys.readouterr().out
    assert "3500 x 3500 px, 0.286 um/px" in printed
    assert f"survival probability: {names['prediction'].survival_probability:.3f}" in printed
    assert names["heat"].shape == (16, 16)
    assert names["pixels"].shape == (700, 700, 3)
    assert [rater.name for rater in names["comparison"].raters][:2] == ["model", "reader"]
    assert names["comparison"].raters[0].estimates["auc"].value > 0.5
    with pytest.raises(Exception, match="closed"):
        names["slide"].slide.read(names["region"], 10, 10)
    names["plt"].close("all")
