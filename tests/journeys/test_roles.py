"""One short journey for each of the three roles, in the real window under Xvfb, with real keys and clicks.

Each runs in a process of its own (`roles/`), because the other tests use Qt without a screen.
"""

import ctypes.util
import json
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from model.study.rounds import sign_in
from model.study.store import open_study

ROLES = Path(__file__).parent / "roles"
EXAMPLES = runpy.run_path(str(Path(__file__).parents[1] / "app" / "cli" / "example_files.py"))
pytestmark = pytest.mark.skipif(
    ctypes.util.find_library("xcb-cursor") is None, reason="libxcb-cursor0, which Qt needs for X11, is not installed"
)


@pytest.fixture
def journey(on_screen, home):
    """A function that runs the script of a role to its end, and returns what the script printed."""

    def run(role, *words):
        given = on_screen | {"HISTOCAST_HOME": str(home)}
        command = [sys.executable, str(ROLES / f"{role}.py"), *map(str, words)]
        done = subprocess.run(command, env=given, capture_output=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr.decode()[-2000:]
        return json.loads(done.stdout.splitlines()[-1])

    return run


def test_a_pathologist_reads_a_result_and_finds_its_help(journey):
    seen = journey("pathologist")
    assert seen["title"] == "spot-1.png - Histocast"
    assert [text for text in ("0.71", "uncalibrated", "low risk") if text not in seen["result"].lower()] == []
    assert seen["help"].startswith("reading-the-result.md")
    assert seen["badge"]


def test_a_researcher_unblinds_a_study_compares_and_saves_the_report(journey, tmp_path, monkeypatch):
    folder, out = tmp_path / "study", tmp_path / "report"
    folder.mkdir()
    with monkeypatch.context() as patch:
        patch.chdir(folder)
        EXAMPLES["build"](folder)
    with open_study(folder / "liver.histostudy") as study:
        sign_in(study, "Ada")
    seen = journey("researcher", folder / "liver.histostudy", out)
    assert seen["blinded"] == ["patient_id", "spots"]
    assert "survival_probability" in seen["unblinded"]
    assert [name for name in ("Bo", "Cy") if name.lower() not in " ".join(seen["unblinded"]).lower()] == []
    assert "Ada 60 of 60" in seen["gate"]
    assert [name for name in ("Bo", "Cy") if name not in " ".join(seen["raters"])] == []
    assert "Research use only" in (out / "report.html").read_text(encoding="utf-8")
    assert len(list((out / "figures").iterdir())) > 0


def test_an_administrator_fixes_values_which_the_settings_show_as_fixed(journey, tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text('language = "en"\noperator = "Pathology"\n')
    seen = journey("administrator", policy)
    assert seen["code"] == 0
    assert str(policy) in seen["doctor"]
    assert "name on reports Pathology" in seen["doctor"]
    assert seen["language"] == ["English", False]
    assert seen["name"] == ["Pathology", False]
    assert "Fixed by IT on this computer: language en." in seen["pages"]["Appearance"]
    assert "name on reports Pathology" in seen["pages"]["Analysis"]
    assert "Fixed by IT" not in seen["pages"]["Maps"]
