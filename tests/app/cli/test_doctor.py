"""`histocast doctor`: findings become a report and an exit code."""

import argparse
import json
from collections.abc import Iterator

from app.cli import doctor_checks as checks
from app.cli.doctor import run
from app.cli.doctor_checks import Finding, decoding, folders, libraries, program, window
from app.cli.qt_libraries import install_command, missing
from model.base.errors import DeviceError


def _good() -> Iterator[Finding]:
    yield Finding("one", "a", "fine")
    yield Finding("one", "b", "no display", "note", "get one")


def _bad() -> Iterator[Finding]:
    yield Finding("two", "c", "broken", "fault", "correct it")


def _failing() -> Iterator[Finding]:
    yield Finding("three", "d", "fine")
    raise DeviceError("No device.", "Buy one.")


def _without_package() -> Iterator[Finding]:
    import no_such_package  # type: ignore[import-not-found]  # noqa: F401

    yield Finding("never", "e", "seen")


def ask(*given, as_json: bool = False) -> int:
    return run(argparse.Namespace(json=as_json), given)


def test_good_findings_are_ok(capsys) -> None:
    assert ask(_good) == 0
    printed = capsys.readouterr().out
    assert printed.rstrip().endswith("OK")
    assert "get one" in printed


def test_a_fault_is_1_and_has_its_remedy(capsys) -> None:
    assert ask(_good, _bad) == 1
    printed = capsys.readouterr().out
    assert "! c" in printed
    assert "correct it" in printed
    assert "1 fault" in printed


def test_a_check_that_fails_is_a_finding_and_the_rest_go_on(capsys) -> None:
    assert ask(_failing, _without_package, _good) == 1
    printed = capsys.readouterr().out
    assert "Buy one." in printed
    assert "no_such_package" in printed
    assert "get one" in printed


def test_json(capsys) -> None:
    assert ask(_good, _bad, as_json=True) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert [finding["level"] for finding in report["findings"]] == ["ok", "note", "fault"]


def test_program_and_folders_are_well_here() -> None:
    assert {finding.level for finding in program()} == {"ok"}
    found = list(folders())
    assert [finding.subject for finding in found] == ["settings", "data", "cache", "log"]
    assert {finding.level for finding in found} == {"ok"}


def test_where_images_are_decoded_is_reported(monkeypatch) -> None:
    (off,) = decoding()
    assert off.level == "note"
    assert "without protection" in off.words
    monkeypatch.delenv("HISTOCAST_ISOLATION")
    (on,) = decoding()
    assert on.level == "ok"
    assert "separate process" in on.words
    monkeypatch.setattr("sys.executable", "/bin/true")
    (ended,) = decoding()
    assert ended.level == "fault"
    assert "exit code 0" in ended.words


def test_no_display_is_a_note_and_no_fault(monkeypatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert all(finding.level != "fault" for finding in window())


def test_a_missing_library_is_told_with_its_package(monkeypatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    assert missing((("libno-such-thing.so.9", "libno9"),)) == (("libno-such-thing.so.9", "libno9"),)
    assert install_command(("libno9",)).endswith(" libno9")


def test_a_library_that_is_there_and_cannot_be_loaded_is_a_fault(monkeypatch) -> None:
    monkeypatch.setattr(checks, "LOADED", ("json", "no_such_package.part"))
    fault, loaded = libraries()
    assert (fault.level, fault.subject) == ("fault", "no_such_package.part")
    assert "no_such_package" in fault.words
    assert (loaded.level, loaded.words) == ("ok", "json")


def test_all_libraries_load_here() -> None:
    assert {finding.level for finding in libraries()} == {"ok"}


def test_the_settings_file_is_among_the_places(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("HISTOCAST_HOME", str(tmp_path))
    places = {one.subject: one.words for one in folders()}
    assert places["settings"] == str(tmp_path / "settings.json")
