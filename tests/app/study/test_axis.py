"""The numbers beside the axes of the comparison's plots."""

import pytest

from app.language import text
from app.study.comparison.axis import SIDES, number_axes


@pytest.fixture
def decimal_comma():
    text.use(lambda source, number: source, ",")
    yield
    text.use(None)


def test_the_numbers_follow_the_language(qapp, decimal_comma):
    axis = number_axes()["left"]
    assert axis.tickStrings([-0.5, 0, 0.5], 1, 0.5) == ["−0,5", "0", "0,5"]


def test_english_numbers_have_a_point(qapp):
    assert number_axes()["bottom"].tickStrings([-0.5, 1], 1, 0.5) == ["−0.5", "1.0"]


def test_each_side_has_an_axis_of_its_own(qapp):
    assert {side: axis.orientation for side, axis in number_axes().items()} == {side: side for side in SIDES}
