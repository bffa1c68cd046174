"""A number with its noun, in the singular for 1 only."""

import pytest

from model.base.plural import plural


@pytest.mark.parametrize(("number", "text"), [(0, "0 spots"), (1, "1 spot"), (2, "2 spots"), (21, "21 spots")])
def test_only_one_is_singular(number, text):
    assert plural(number, "spot") == text


def test_an_irregular_plural_and_a_verb_are_stated():
    assert [plural(n, "analysis was", "analyses were") for n in (1, 2)] == ["1 analysis was", "2 analyses were"]
