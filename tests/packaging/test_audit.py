"""The audit of dependencies: what a database answers, what it means where none answers, and the table of floors."""

import importlib.util
import json
import re
import subprocess
import tomllib
from datetime import date
from pathlib import Path

import pytest
from packaging.version import Version

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
FLOORS = tomllib.loads((ROOT / "packaging" / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def audit():
    spec = importlib.util.spec_from_file_location("packaging_audit", ROOT / "packaging" / "audit.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("floor", FLOORS["floor"], ids=lambda floor: floor["package"])
def test_no_version_below_a_floor_can_be_installed(floor):
    """By what pyproject.toml allows, for what it names, and by what packages are built from."""
    least = Version(floor["version"])
    for line in project()["dependencies"]:
        needed = Requirement(line)
        if needed.name.lower() == floor["package"]:
            allowed = [Version(one.version) for one in needed.specifier if one.operator == ">="]
            assert allowed
            assert max(allowed) >= least
    pinned = dict(re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "packaging" / "constraints.txt").read_text(), re.MULTILINE))
    for name, number in pinned.items():
        if name.lower() == floor["package"]:
            assert Version(number) >= least
    assert re.search(r"CVE-\d{4}-\d+", floor["reason"])


def test_the_table_has_a_date_and_each_package_once():
    assert isinstance(FLOORS["checked"], date)
    names = [floor["package"] for floor in FLOORS["floor"]]
    assert len(names) == len(set(names))
    assert names == [name.lower() for name in names]


def test_what_is_installed_is_listed_with_what_it_brings(audit):
    found = audit.installed()
    assert {"pillow", "openslide-bin", "pandas"} <= set(found), "pandas comes with lifelines"
    assert "pytest" not in found
    assert audit.below_floors(found) == []


def test_a_package_below_its_floor_is_a_line_with_the_reason(audit):
    packages = {"openslide-bin": "4.0.0.13", "pillow": "99"}
    (line,) = audit.below_floors(packages)
    assert line.startswith("openslide-bin 4.0.0.13 is older than 4.0.0.14: CVE-2026-48977")
    assert audit.below_floors({"openslide-bin": "4.0.0.14"}) == []


ANSWERS = {
    "clean": ({"dependencies": [{"name": "a", "version": "1", "vulns": []}]}, []),
    "a flaw": (
        {"dependencies": [
            {"name": "a", "version": "1", "vulns": [{"id": "X-1", "fix_versions": ["2", "3"]}]},
            {"name": "b", "version": "2", "vulns": [{"id": "X-2", "fix_versions": []}]},
            {"name": "c", "skip_reason": "not found"},
        ]},
        ["a 1: X-1, fixed in 2, 3", "b 2: X-2, fixed in no version yet"],
    ),
    "a mirror without a database": ({"dependencies": [{"name": "a", "skip_reason": "not found"}]}, None),
}  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_the_database_says(answer, audit):
    output, expected = ANSWERS[answer]
    assert audit.findings(json.dumps(output), "") == expected


@pytest.mark.parametrize(
    "errors", ["ConnectionError: Max retries exceeded", "Failed to resolve", "Read timed out.", "ProxyError: refused"]
)
def test_without_a_connection_there_is_no_answer_and_no_failure(errors, audit):
    assert audit.findings("", errors) is None


@pytest.mark.parametrize(("output", "errors"), [("", "KeyError: 'x'"), ("{}", ""), ("[]", "usage: pip-audit")])
def test_any_other_failure_is_one(output, errors, audit):
    with pytest.raises(audit.AuditError):
        audit.findings(output, errors)


@pytest.mark.parametrize(
    ("packages", "known", "code"),
    [
        ({"pillow": "13.0"}, None, 0),
        ({"pillow": "13.0"}, [], 0),
        ({"pillow": "13.0"}, ["pillow 13.0: X-1, fixed in 14"], 1),
        ({"pillow": "12.2"}, None, 1),
    ],
)
def test_the_exit_code(packages, known, code, audit, monkeypatch, capsys):
    monkeypatch.setattr(audit, "installed", lambda: packages)
    monkeypatch.setattr(audit, "asked", lambda asked: known)
    monkeypatch.setattr(audit, "find_spec", lambda name: object())
    assert audit.main() == code
    said = capsys.readouterr()
    assert str(FLOORS["checked"]) in said.out
    assert ("no database was reached" in said.out) == (known is None)


def test_a_database_that_does_not_answer_in_time_is_not_reached(audit, monkeypatch):
    def late(*args, **kwargs):
        raise subprocess.TimeoutExpired(args[0], 1)

    monkeypatch.setattr(audit.subprocess, "run", late)
    assert audit.asked({"pillow": "13.0"}) is None


def test_the_database_is_asked_for_public_versions(audit, monkeypatch):
    lists = []

    def run(command, **kwargs):
        lists.append(Path(command[command.index("--requirement") + 1]).read_text())
        return subprocess.CompletedProcess(command, 0, json.dumps(ANSWERS["clean"][0]), "")

    monkeypatch.setattr(audit.subprocess, "run", run)
    assert audit.asked({"torch": "2.13.0+cpu", "pillow": "13.0"}) == []
    assert lists == ["pillow==13.0\ntorch==2.13.0\n"]
