"""No name is shown as rich text: Qt takes a text with a tag for HTML, and would load pictures that it names."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHOWN = frozenset({"setToolTip", "setWhatsThis", "setStatusTip"})
ESCAPING = frozenset({"tip", "toolTip", "escape"})
"""Functions whose result is escaped, or is a text that was set by one of `SHOWN`."""


def _is_safe(value: ast.expr) -> bool:
    """Return whether the text is written in the code, or escaped."""
    if isinstance(value, ast.Call):
        name = value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
        is_translated = name == "tr" and len(value.args) == 1 and not value.keywords and _is_safe(value.args[0])
        return name in ESCAPING or is_translated
    if isinstance(value, ast.IfExp):
        return _is_safe(value.body) and _is_safe(value.orelse)
    if isinstance(value, ast.BoolOp):
        return all(map(_is_safe, value.values))
    is_constant = isinstance(value, ast.Name) and value.id.isupper()
    is_hint_of_an_action = isinstance(value, ast.Subscript) and ast.unparse(value.value).endswith("_tips")
    return isinstance(value, ast.Constant) or is_constant or is_hint_of_an_action


def unsafe(source: str) -> list[str]:
    """Return the calls in `source` that show a text which may contain a name."""
    calls = (
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SHOWN
    )
    return [f"{call.lineno}: {ast.unparse(call)}" for call in calls if not _is_safe(call.args[-1])]


def test_every_hint_is_written_in_the_code_or_escaped():
    found = [f"{path.relative_to(ROOT)}:{line}" for path in sorted((ROOT / "app").rglob("*.py"))
             for line in unsafe(path.read_text(encoding="utf-8"))]  # fmt: skip
    assert found == []


def test_a_hint_with_a_name_is_found():
    assert unsafe("button.setToolTip(name)") == ["1: button.setToolTip(name)"]
    assert unsafe("item.setToolTip(0, f'{name}')")
    assert unsafe("button.setToolTip(tip(name) if name else name)")
    assert not unsafe("button.setToolTip(tip(name) if name else '')")
    assert not unsafe("button.setToolTip(HINT)")
    assert not unsafe("button.setToolTip(tr(HINT))")
    assert unsafe("button.setToolTip(tr('Open {name}', name=name))")
    assert unsafe("button.setToolTip(tr(name))")
