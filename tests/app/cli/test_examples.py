"""Examples of the help that are run: the light ones. `test_help.py` parses all others, which need images or minutes.

Run are the examples that finish in a second and need no file of the user. Not run are those that analyse, train,
measure or download, and those of studies, slides, tables and bundles of the user, whose commands have tests of their
own with small files.
"""

import shlex

import pytest

from app.__main__ import main

LIGHT = {
    "histocast backbone list": "seeded",
    "histocast bundle list": "demo",
    "histocast bundle show demo": "No clinical meaning",
    "histocast cache show": "",
    "histocast cache limit": "",
    "histocast cache limit --images 5 --cohorts none": "",
    "histocast cache clear": "",
    "histocast study plan-size --event-share 0.35 --auc 0.75": "patients",
}
"""The command lines, each with a word of what it prints."""


@pytest.mark.parametrize(("line", "word"), LIGHT.items(), ids=LIGHT)
def test_a_light_example_runs(line, word, capsys, tmp_path, monkeypatch):
    folder = tmp_path / "empty"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert main(shlex.split(line)[1:]) == 0
    assert word.lower() in capsys.readouterr().out.lower()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("line", LIGHT)
def test_an_example_that_is_run_is_one_of_the_help(line, capsys):
    """The help of a command prints its example as it is run here."""
    words = shlex.split(line)[1:]
    names = words[: next((at for at, word in enumerate(words) if word.startswith("-") or word == "demo"), len(words))]
    with pytest.raises(SystemExit):
        main([*names, "--help"])
    assert f"  {line}\n" in capsys.readouterr().out
