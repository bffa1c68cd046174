"""Every outcome at the horizon that a comparison uses knows the deaths of another cause."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CALLED = {"at_horizon": 4, "share_by": 5}
"""Functions with `other` as their last argument, and how many arguments they take with it."""
FILES = sorted((ROOT / "model" / "comparison").rglob("*.py"))
WITHOUT = {("build.py", "share_by", "kaplan_meier_share")}
"""The share as if nobody died of anything else is asked for without them."""


def calls(path):
    """Yield name, line and number of arguments of each call, and the keyword that its result is passed as."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    keywords = {id(node.value): node.arg for node in ast.walk(tree) if isinstance(node, ast.keyword)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLED:
            starred = any(isinstance(one, ast.Starred) for one in node.args)
            given = len(node.args) + len(node.keywords)
            yield node.func.id, node.lineno, given, starred, keywords.get(id(node), "")


def test_there_are_such_calls():
    assert sum(name == "at_horizon" for path in FILES for name, *_ in calls(path)) >= 8


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_call_passes_the_other_deaths(path):
    lacking = [
        f"{path.name}:{line}: {name}"
        for name, line, given, starred, passed_as in calls(path)
        if given < CALLED[name] and not starred and (path.name, name, passed_as) not in WITHOUT
    ]
    assert lacking == []
