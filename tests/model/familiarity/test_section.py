"""The manifest's section on familiar tissue: limits come back, and each bad field is named."""

import pytest

from model.familiarity.reference import FamiliarityLimits
from model.familiarity.section import limits_of, section_fault, section_of

LIMITS = FamiliarityLimits(neighbours=5, tile=6.25, caution=0.07, refuse=0.5)


def test_limits_come_back():
    section = section_of(LIMITS, {"reference": {"spots": 12}})
    assert section_fault(section) is None
    assert limits_of(section) == LIMITS
    assert section["reference"] == {"spots": 12}


def test_no_section_is_no_fault():
    assert section_fault(None) is None


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"version": 2}, "version 2"),
        ({"neighbours": 0}, "neighbours 0 is"),
        ({"neighbours": 5.0}, "neighbours 5.0 is"),
        ({"neighbours": 1001}, "neighbours 1001 is"),
        ({"tile_limit": 0.0}, "tile_limit 0"),
        ({"tile_limit": -1.0}, "tile_limit -1"),
        ({"tile_limit": 2e6}, "tile_limit 2000000"),
        ({"tile_limit": "wide"}, "tile_limit 'wide'"),
        ({"caution_share": 1.1}, "caution_share 1.1"),
        ({"refuse_share": None}, "refuse_share None"),
        ({"caution_share": 0.6}, "caution_share is above"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(change, fault):
    assert fault in section_fault(section_of(LIMITS, {}) | change)


def test_something_else_than_a_table_is_a_fault():
    assert "not a table" in section_fault([1, 2])
