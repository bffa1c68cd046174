"""One rule of digits for survival probabilities in text."""

import re
from pathlib import Path

import pytest

from model.base.probability_text import probability_text, range_text

ROOT = Path(__file__).parents[3]
OTHER_RULE = re.compile(r"(probability|threshold|running\[[^]]*\]|alone|without)(\[?['\"\w]*\]?)?:[+]?\.[0-9]f\}")
"""A number with such a name that is formatted where it is used."""


@pytest.mark.parametrize(
    ("probability", "text"), [(0.8445, "0.84"), (0.8451, "0.85"), (0.0, "0.00"), (1.0, "1.00"), (0.999, "1.00")]
)
def test_a_probability_has_two_decimals(probability, text):
    assert probability_text(probability) == text
    assert range_text(probability, 1.0) == f"{text} to 1.00"


def test_no_other_file_has_a_rule_of_its_own():
    files = [path for room in ("app", "model") for path in (ROOT / room).rglob("*.py")]
    assert len(files) > 500
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files
        for match in OTHER_RULE.finditer(path.read_text(encoding="utf-8"))
        if path.name != "probability_text.py"
    ]
    # The table of a comparison in a CSV file keeps its digits.
    assert found == ["model/training/compare_table.py: probability:.6f}"]
