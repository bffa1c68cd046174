"""A study that was damaged at random places is opened or refused with a remedy, and a rescue gives a whole study."""

import random

import pytest

from model.base.errors import StudyError
from model.study.file.damage import damage_of
from model.study.patient_table import study_table
from model.study.reading import Reading
from model.study.rescue import rescue_study
from model.study.rounds import sign_in
from model.study.store import look_at_study, open_study

ANSWERS = {"risk": "high", "grade": "2", "stroma": 40, "lymphocytes": "some", "confidence": "low"}
PAGE = 4096


@pytest.fixture
def path(study, predict):
    predict(study)
    reading = Reading(study, sign_in(study, "Ada"))
    for _ in range(3):
        for question, said in ANSWERS.items():
            reading.answer(question, said)
        reading.lock()
        reading.go_on()
    reading.leave()
    study.close()
    return study.path


def flipped(content, chance):
    for _ in range(chance.choice((1, 1, 20))):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def overwritten(content, chance):
    at = chance.randrange(len(content) - 5000)
    content[at : at + 5000] = chance.randbytes(5000)


def cut(content, chance):
    del content[chance.randrange(1, len(content)) :]


def swapped(content, chance):
    one, other = (chance.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    first, second = content[one : one + PAGE], content[other : other + PAGE]
    content[one : one + PAGE], content[other : other + PAGE] = second, first


def in_the_header(content, chance):
    content[chance.randrange(100)] = chance.randrange(256)


def in_the_schema(content, chance):
    content[chance.randrange(100, 3 * PAGE)] ^= 1 << chance.randrange(8)


def remedy_of(do):
    """Return the remedy of the error that `do` raises, "none needed" if it succeeds; no other error is caught."""
    try:
        do()
    except StudyError as error:
        return error.remedy
    return "none needed"


@pytest.mark.parametrize("damage", [flipped, overwritten, cut, swapped, in_the_header, in_the_schema])
def test_damage_at_random_places_ends_in_a_sentence_and_changes_nothing(path, tmp_path, damage):
    whole, chance = path.read_bytes(), random.Random(20261130)

    def used(opener):
        with opener(path) as study:
            study_table(study)

    def rescued(out):
        with open_study(rescue_study(path, out).path) as study:
            assert damage_of(study._connection) == ""

    for number in range(5):
        content = bytearray(whole)
        damage(content, chance)
        path.write_bytes(content)
        for opener in (open_study, look_at_study):
            assert remedy_of(lambda opener=opener: used(opener))
        assert remedy_of(lambda number=number: rescued(tmp_path / f"new-{number}"))
        assert path.read_bytes() == bytes(content)
