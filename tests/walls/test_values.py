"""Values are frozen: nothing that a thread, a session or a result holds can be changed under it."""

import ast
from pathlib import Path

FILLED_STEP_BY_STEP = {
    "app/measure/responsiveness.py: Gaps", "app/measure/responsiveness.py: Measured",
    "app/measure/viewer_responsiveness.py: ViewerMeasured", "app/viewer/read_ahead.py: _Attempt",
    "model/cohort/look_back.py: Before", "model/cohort/merge.py: Merged",
    "model/predict/feature_prediction.py: _FileTiles", "model/slide/ome_xml.py: _OpenImage",
    "model/study/matching.py: ImageIndex", "model/tables/xlsx_file.py: SheetText",
    "model/training/feature_cohort.py: FileEncoder",
}  # fmt: skip
"""Dataclasses that their makers fill step by step, in one function or one thread."""


def is_frozen(decorator):
    return isinstance(decorator, ast.Call) and any(
        given.arg == "frozen" and isinstance(given.value, ast.Constant) and given.value.value is True
        for given in decorator.keywords
    )


def test_every_dataclass_is_frozen_but_those_that_are_filled_step_by_step():
    changeable, count = set(), 0
    for path in sorted(path for root in ("app", "model") for path in Path(root).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for decorator in node.decorator_list if isinstance(node, ast.ClassDef) else ():
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if isinstance(called, ast.Name) and called.id == "dataclass":
                    count += 1
                    if not is_frozen(decorator):
                        changeable.add(f"{path.as_posix()}: {node.name}")
    assert count > 300
    assert changeable == FILLED_STEP_BY_STEP
