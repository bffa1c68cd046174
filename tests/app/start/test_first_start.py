"""The self-test of a first start: once a version and model, told when it fails, and done again until it passed."""

import pytest

from app.start import first_start
from app.start.first_start import FirstStart, passed_on, record_file, stamp_of
from model.base.errors import BackboneError
from model.predict.selftest import SelfTest


@pytest.fixture
def begin(window, qtbot):
    """Begins a first start; the texts told are kept in the list it gives."""

    def start():
        told = []
        first = FirstStart(window.controller, lambda title, text: told.append((title, text)))
        first.begin()
        return told

    return start


def test_a_test_that_passed_is_remembered_and_not_made_again(begin, window, tasks, qtbot):
    told = begin()
    qtbot.waitUntil(lambda: record_file().exists())
    assert passed_on(stamp_of(window.controller.session.bundle.sha256))
    assert told == []
    begin()
    assert tasks.seen.count("self-test") == 1


def test_another_model_or_version_is_tested_anew(begin, window, qtbot, monkeypatch):
    begin()
    qtbot.waitUntil(lambda: record_file().exists())
    sha256 = window.controller.session.bundle.sha256
    assert not passed_on(stamp_of("0" * 64))
    monkeypatch.setattr(first_start, "program_version", lambda: "9.9.9")
    assert not passed_on(stamp_of(sha256))


def test_a_part_that_is_missing_is_told_with_remedy_and_log(begin, tasks, qtbot):
    tasks.tested = BackboneError("The weights are not there.", "Install the program again.")
    told = begin()
    qtbot.waitUntil(lambda: bool(told))
    title, text = told[0]
    assert "self-test" in title
    for words in ("The weights are not there.", "Install the program again.", "histocast.log"):
        assert words in text
    assert not record_file().exists()


def test_a_library_that_cannot_be_loaded_is_named(begin, tasks, qtbot):
    tasks.tested = ImportError("libtorch_cpu.so: cannot open", name="torch")
    told = begin()
    qtbot.waitUntil(lambda: bool(told))
    assert "torch" in told[0][1]


@pytest.mark.parametrize("logit", [0.3, float("nan")])
def test_a_wrong_number_is_told(begin, tasks, qtbot, logit):
    tasks.tested = SelfTest(logit, 0.25, 0.1)
    told = begin()
    qtbot.waitUntil(lambda: bool(told))
    assert "0.25" in told[0][1]
    assert not record_file().exists()


def test_a_damaged_record_counts_as_none(home):
    record_file().parent.mkdir(parents=True)
    record_file().write_text("[1, 2")
    assert passed_on("x") == ""
