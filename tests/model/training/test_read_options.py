"""Options of a run: the command line wins over the file, the file over the defaults, and slips are refused by name."""

import math
from pathlib import Path

import pytest

from model.base.errors import ConfigError
from model.bundle.heads.head_table import HEADS
from model.training.config import OPTIONS, TrainOptions
from model.training.read_options import read_options


@pytest.fixture
def write(tmp_path):
    def write(text: str) -> Path:
        path = tmp_path / "run.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_command_line_wins_over_the_file_and_the_file_over_the_defaults(write):
    file = write('epochs = 7\nl1 = 1\nloss = "squared error"\ncells = [8, 4]\n[columns]\ntime_years = "fu"\n')
    options = read_options(file, {"epochs": 9})
    expected = TrainOptions(epochs=9, l1=1.0, loss="squared error", cells=(8, 4), columns={"time_years": "fu"})
    assert options == expected
    assert isinstance(options.l1, float)


def test_without_a_file_the_defaults_hold():
    assert read_options(None, {}) == TrainOptions()


def test_an_unknown_option_is_refused_with_a_near_one(write):
    with pytest.raises(ConfigError, match="'learning-rat'") as caught:
        read_options(write("learning-rat = 0.1"), {})
    assert caught.value.remedy == "Did you mean learning_rate?"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('epochs = "many"', "epochs is 'many', which is not a whole number"),
        ("epochs = 2.5", "not a whole number"),
        ("epochs = true", "not a whole number"),
        ("epochs = 0", "not between 1 and"),
        ('l1 = "x"', "not a number"),
        ("l1 = nan", "not between"),
        ("bias = 1", "not true or false"),
        ('optimiser = "adamw"', "not one of 'adam', 'sgd'"),
        ("cells = []", "not a list of sizes"),
        ("cells = [8, -4]", "not a list of sizes"),
        ('columns = "a=b"', "not a table of names"),
        ("name = 3", "not text"),
        ("prevalence = 1.5", "not between 0.001 and 0.999"),
        ("dropout = 0.96", "not between 0 and 0.95"),
        ("folds = 21", "not between 0 and 20"),
        ("random_orders = 1001", "not between 0 and 1000"),
        ("mpp = 0.001", "not between 0.01 and 100"),
        ("learning_rate = 0", "not between 1e-12 and 1000"),
        ("l1 = -0.1", "not between 0 and inf"),
        ("seed = -1", "not between 0 and"),
        ("folds = 1", "A single fold is not possible"),
        ('calibration = "shift"', "needs a target: the share of patients"),
        ("prevalence = 0.6", "A prevalence is part of a calibration layer"),
        ("epochs 3", "is not TOML"),
    ],
)
def test_slips_are_refused(write, text, words):
    with pytest.raises(ConfigError, match=words):
        read_options(write(text), {})


def test_a_missing_file_is_reported(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_options(tmp_path / "none.toml", {})


def test_every_head_can_be_asked_for():
    assert OPTIONS["head"].choices == tuple(HEADS)


@pytest.mark.parametrize("name", OPTIONS)
def test_every_option_accepts_its_default_and_has_a_help(name):
    option = OPTIONS[name]
    value = option.default
    if value is not None:
        assert getattr(read_options(None, {name: value}), name) == value
    assert option.stated.help
    assert "%" not in option.help, "argparse would take it for a format"


@pytest.mark.parametrize("name", [name for name, option in OPTIONS.items() if option.kind in (int, float)])
def test_the_limits_of_every_number_hold_on_both_sides(name):
    stated = OPTIONS[name].stated
    needed = {"calibration": "platt"} if name == "prevalence" else {}  # a prevalence alone is refused
    assert math.isfinite(stated.low)
    for limit, beyond in ((stated.low, -1), (stated.high, 1)):
        if math.isfinite(limit):
            assert getattr(read_options(None, needed | {name: limit}), name) == limit
            step = 1 if OPTIONS[name].kind is int else 1e-6 * abs(limit) or 1e-9
            with pytest.raises(ConfigError, match="not between"):
                read_options(None, needed | {name: limit + beyond * step})


def test_a_recipe_changes_the_defaults_and_an_option_still_wins(write):
    published = read_options(None, {"recipe": "as published"})
    found = (published.order, published.blank, published.random_orders, published.penalty)
    assert found == ("raster", "read", 0, "sum")
    assert (published.readout, published.loss_steps) == ("last", "second half")
    hardened = read_options(None, {})
    assert (hardened.readout, hardened.warm_up, hardened.loss_steps, hardened.order) == ("mean", 0.5, "last", "mixed")
    mine = read_options(write('recipe = "as published"\npenalty = "mean"\n'), {"blank": "skip"})
    assert (mine.order, mine.blank, mine.random_orders, mine.penalty) == ("raster", "skip", 0, "mean")
    assert mine.recipe == "as published"
    with pytest.raises(ConfigError, match="recipe is 'home made'"):
        read_options(None, {"recipe": "home made"})


def test_one_random_order_is_refused():
    with pytest.raises(ConfigError, match="A single random order is not possible"):
        read_options(None, {"random_orders": 1})
