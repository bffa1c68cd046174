"""Each warning and error that the window shows links to a section of the help that exists."""

import ast
from pathlib import Path

import pytest

from app.help.pages import read_pages, target_exists
from app.help.search import search

ROOT = Path(__file__).parents[3]
LINKED_BY_EXPLAIN = "app/ui/messages.py"
"""Makes the notices of errors. `explain` there links each of them by the class of its error."""
PAGES = read_pages()


def notices():
    """Return each call of `Notice` in the program, as place, node and syntax tree of its file."""
    for path in sorted((ROOT / "app").rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Notice":
                yield f"{name}:{node.lineno}", node, tree


def page_argument(call):
    """Return the node of the argument `help` of a call of `Notice`; None without one."""
    named = [one.value for one in call.keywords if one.arg == "help"]
    return named[0] if named else call.args[3] if len(call.args) > 3 else None


def text_of(node, tree):
    """Return the text that the name in `node` was assigned in its file, or the text itself; None for other nodes."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.IfExp):
        return text_of(node.body, tree)
    if not isinstance(node, ast.Name):
        return None
    for one in ast.walk(tree):
        names = one.targets[0] if isinstance(one, ast.Assign) else None
        if isinstance(names, ast.Name) and names.id == node.id:
            return text_of(one.value, tree)
        if isinstance(names, ast.Tuple):
            values = one.value.elts if isinstance(one.value, ast.Tuple) else ()
            for name, value in zip(names.elts, values, strict=False):
                if getattr(name, "id", "") == node.id:
                    return text_of(value, tree)
    return None


def is_information(call):
    return isinstance(call.args[0], ast.Constant) and call.args[0].value not in ("warning", "error")


def test_every_warning_and_error_has_a_section_of_the_help():
    faults = []
    for place, call, tree in notices():
        page = page_argument(call)
        if place.startswith(LINKED_BY_EXPLAIN) or (page is None and is_information(call)):
            continue
        if isinstance(page, ast.Call) and getattr(page.func, "id", "") == "page_for":
            continue
        target = text_of(page, tree) if page is not None else None
        if not isinstance(target, str) or "#" not in target or not target_exists(target, PAGES):
            faults.append(f"{place}: {target}")
    assert faults == []


def test_the_check_sees_all_notices():
    tones = [call.args[0].value for _, call, _ in notices() if isinstance(call.args[0], ast.Constant)]
    assert {"info", "warning", "error"} <= set(tones)
    assert len(tones) > 40


def test_no_error_of_the_program_has_only_the_general_page():
    """`HistocastError` itself has the whole page of troubleshooting, so the model raises a class with a section."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for folder in ("model", "app/viewer", "app/study", "app/session", "app/actions", "app/window", "app/ui")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and getattr(node.exc.func, "id", "") == "HistocastError"
    ]
    assert found == []


@pytest.mark.parametrize(
    ("words", "target"),
    [
        ("is the image itself", "troubleshooting.md#a-file-cannot-be-written"),
        ("could not be written", "troubleshooting.md#a-file-cannot-be-written"),
        ("analyses stay exact", "troubleshooting.md#fast-is-not-available-or-not-exact"),
        ("packet is open", "troubleshooting.md#a-file-is-not-opened-now"),
        ("no slide is open", "troubleshooting.md#a-file-is-not-opened-now"),
        ("images cannot be opened", "troubleshooting.md#an-image-cannot-be-opened"),
        ("outline crosses itself", "troubleshooting.md#an-outline-is-refused"),
        ("no free core name", "troubleshooting.md#cores-are-not-found-or-wrong"),
        ("are left out", "troubleshooting.md#saved-results-or-measurements-cannot-be-read"),
        ("image of this case cannot be shown", "troubleshooting.md#the-image-or-heatmap-of-a-case-is-not-shown"),
        ("was refused", "troubleshooting.md#a-packet-is-refused-or-differs"),
    ],
)
def test_the_words_of_a_message_find_its_section(words, target):
    assert target in [hit.target for hit in search(PAGES, words)]
