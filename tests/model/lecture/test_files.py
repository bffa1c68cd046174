"""The files of the lecture: a text whose pictures exist, and a notebook that runs from its first cell to its last."""

import ast
import json
import re

import pytest

from model.base.progress import result_of
from model.lecture.files import notebook, write_lecture

LINES = 120
PNG = b"\x89PNG\r\n\x1a\n"


def cells(kind):
    """The sources of the cells of a kind."""
    return ["".join(cell["source"]) for cell in json.loads(notebook())["cells"] if cell["cell_type"] == kind]


def test_the_text_refers_to_the_pictures_beside_it(lecture, tmp_path):
    written = result_of(write_lecture(lecture, tmp_path / "new"))
    names = ["lecture.md", "three-steps.png", "elman-training.png", "gradients.png", "lecture.ipynb"]
    assert [path.name for path in written] == names
    text = written[0].read_text(encoding="utf-8")
    assert re.findall(r"\]\((.*?\.png)\)", text) == names[1:4]
    assert all(path.read_bytes()[:8] == PNG for path in written[1:4])
    assert written[-1].read_bytes() == notebook()


def test_the_notebook_is_kept_without_results():
    stored = json.loads(notebook())
    assert (stored["nbformat"], stored["metadata"]["kernelspec"]["name"]) == (4, "python3")
    found = stored["cells"]
    assert len({cell["id"] for cell in found}) == len(found)
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in found if "outputs" in cell)
    assert max(len(line) for text in (*cells("code"), *cells("markdown")) for line in text.splitlines()) <= LINES


def run_cell(text, names):
    """Run a cell as Jupyter does: the value of its last expression is its result."""
    tree = ast.parse(text)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "cell", "exec"), names)
    return None if last is None else eval(compile(ast.Expression(last.value), "cell", "eval"), names)


def test_the_notebook_runs(monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    names = {"__name__": "__main__"}
    results = [run_cell(text, names) for text in cells("code")]
    printed = capsys.readouterr().out
    assert "the same as in the lecture: True" in printed
    assert f"E from {names['trained'].errors[0]:.3g} to {names['trained'].errors[-1]:.3g}" in printed
    assert f"{names['propagated']:.10f} by back-propagation" in printed
    assert names["propagated"] == pytest.approx(names["by_difference"], rel=1e-6)
    assert names["run"].c[1, 0] == pytest.approx(0.7047, abs=1e-4)  # sg(1) tanh(2) = 0.7311 x 0.9640
    assert "model/reference/lstm.py:" in printed
    shown = [result._repr_png_()[:8] for result in results if hasattr(result, "_repr_png_")]
    assert shown == [PNG] * 3
