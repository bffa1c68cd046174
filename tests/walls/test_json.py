"""JSON from files is parsed in one place, which refuses what would raise other errors than ValueError later."""

import ast
from pathlib import Path

OWN_TEXT = {
    "app/cli/bench/separate_process.py", "app/cli/bundle/bundle.py", "app/study/dialogs/score_sheet.py",
    "model/predict/verify_bundle.py", "model/study/exports.py",
}  # fmt: skip
"""Files that parse what this program wrote a moment before."""
OWN_CHECKS = {"model/tma/geojson_file.py", "model/tma/geojson_values.py"}
"""GeoJSON may have numbers of any size where none is needed; its readers check each number that they use."""
HOME = "model/base/json_file.py"


def users_of(name):
    found = set()
    for path in [*Path("app").rglob("*.py"), *Path("model").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Attribute) and node.attr in name and isinstance(node.value, ast.Name)
            if named and node.value.id in ("json", "tomllib"):
                found.add(path.as_posix())
    return found


def test_json_and_toml_of_files_are_parsed_in_one_place():
    assert users_of(("loads", "load")) == {HOME, "model/base/toml_file.py", *OWN_TEXT, *OWN_CHECKS}
