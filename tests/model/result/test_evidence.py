"""The sentence beside a number states what the card holds at this answer, and nothing else."""

from dataclasses import replace

import pytest

from model.result.evidence import KEY, NOT_ON_CARD, UNREADABLE, evidence_at
from model.result.export.metrics import held_out_text

SECTION = {
    "part": "test",
    "horizon_years": 5,
    "patients": 135,
    "groups": [
        {"low": 0.12, "high": 0.4, "patients": 41, "alive": 8, "interval": [0.102, 0.34]},
        {"low": 0.4, "high": 0.63, "patients": 40, "alive": 19, "interval": [0.33, 0.625]},
        {"low": 0.85, "high": 1.0, "patients": 54, "alive": 39, "interval": [0.59, 0.826]},
    ],
    # The line of tests/model/statistics/test_calibration_band.py, by R.
    "line": {
        "slope": 1.407497026325431,
        "intercept": 0.5139224649521438,
        "slope_variance": 0.702750939851,
        "intercept_variance": 0.581422227133,
        "covariance": 0.178876210266,
    },
}


@pytest.fixture
def card(tiny_manifest):
    def make(section, demo=False):
        return replace(tiny_manifest, demo=demo, metrics={KEY: section})

    return make


def test_the_group_and_the_line_at_this_answer(card):
    found = evidence_at(card(SECTION), 0.85)
    assert found.sentences == (
        "Of 54 held-out patients with an answer of 0.85 to 1.00, 72 % were alive at 5 years "
        "(95 % interval 59 to 83 %).",
        "The calibration line through all 135 held-out patients (logistic regression on the log odds) gives a "
        "probability of 0.95 at this answer (95 % interval 0.35 to 1.00).",
    )
    assert found.group.patients == 54
    at = evidence_at(card(SECTION), 0.598687660112452).line  # log odds 0.4
    assert (at.value, at.low, at.high) == pytest.approx((0.745910921287, 0.3282379215533, 0.946343757403), abs=1e-6)


@pytest.mark.parametrize(("p", "patients"), [(0.12, 41), (0.399, 41), (0.4, 40), (0.63, 40), (1.0, 54)])
def test_an_answer_on_a_limit_belongs_to_the_upper_group(card, p, patients):
    assert evidence_at(card(SECTION), p).group.patients == patients


@pytest.mark.parametrize(
    ("p", "nearest"),
    [
        (0.119, "0.12 to 0.40"),
        (0.0, "0.12 to 0.40"),
        (0.64, "0.40 to 0.63 and of 0.85 to 1.00"),
        (0.8499, "0.40 to 0.63 and of 0.85 to 1.00"),
    ],
)
def test_where_no_patient_had_such_an_answer_the_card_says_nothing_of_it(card, p, nearest):
    found = evidence_at(card(SECTION), p)
    assert found.sentences == (
        f"No held-out patients with such an answer are on the card; the nearest had answers of {nearest}.",
    )
    assert (found.group, found.line) == (None, None)


def test_patients_that_never_lived_are_called_synthetic(card):
    assert evidence_at(card(SECTION, demo=True), 0.9).text.count("held-out synthetic patients") == 2
    assert "No held-out synthetic patients" in evidence_at(card(SECTION, demo=True), 0.7).text


def test_without_a_line_there_is_only_the_group(card):
    assert len(evidence_at(card(SECTION | {"line": None}), 0.9).sentences) == 1


def test_patients_who_were_lost_are_said_to_be_left_out(card):
    """Beside the probability of a model that was trained with them stood a share alive that is too low, unexplained."""
    expected = (
        "Patients lost to follow-up before 5 years (40 in the model's cohort) are not included, so the share alive "
        "tends to be too low."
    )
    assert evidence_at(card(SECTION | {"lost": 40}), 0.9).sentences[-1] == expected
    assert evidence_at(card(SECTION | {"lost": 40, "line": None}), 0.9).sentences[1:] == (expected,)
    assert held_out_text(SECTION | {"lost": 40}).endswith(expected)
    assert "lost" not in evidence_at(card(SECTION), 0.9).text + held_out_text(SECTION)


def test_a_card_without_the_section_says_so(tiny_manifest):
    assert evidence_at(replace(tiny_manifest, metrics={}), 0.9).sentences == (NOT_ON_CARD,)


@pytest.mark.parametrize(
    "broken",
    [
        [],
        "text",
        {},
        SECTION | {"groups": []},
        SECTION | {"patients": 134},
        SECTION | {"lost": -1},
        SECTION | {"lost": "40"},
        SECTION | {"horizon_years": "5"},
        SECTION | {"line": {"slope": 1.0}},
        SECTION | {"line": SECTION["line"] | {"slope": "1"}},
        SECTION | {"groups": [SECTION["groups"][0] | {"alive": 42}, *SECTION["groups"][1:]]},
        SECTION | {"groups": [SECTION["groups"][0] | {"low": -0.1}, *SECTION["groups"][1:]]},
        SECTION | {"groups": [SECTION["groups"][0] | {"interval": [0.1]}, *SECTION["groups"][1:]]},
        SECTION | {"groups": [SECTION["groups"][0] | {"patients": 41.0}, *SECTION["groups"][1:]]},
    ],
)
def test_a_section_that_cannot_be_understood_gives_no_numbers(card, broken):
    assert evidence_at(card(broken), 0.2).sentences == (UNREADABLE,)
