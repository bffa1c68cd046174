"""`histocast bench` with measurements made up: what is printed, what is written, what is refused."""

import argparse
import json
from dataclasses import replace

import pytest

from app.cli.bench import bench, report, responsiveness, viewer_image
from model.base.errors import DeviceError
from model.base.progress import Progress
from model.benchmark.contender_table import Row, Table
from model.benchmark.peers import PeerRow, PeerTable
from model.benchmark.run import Benchmark
from model.benchmark.spot import SpotTimes
from model.result.prediction import KnownError
from model.slide.opening import open_image

ROWS = (
    Row("plain loop, batch 32", "torchvision", "exact", "cpu-torch", 0.25, 64.0, 4.0, 1.0, 0.8, 0.0, 0.0, 2500, 6, 6),
    Row("CPU (OpenVINO, exact)", "OpenVINO", "exact", "cpu", 0.1, 25.6, 10.0, 2.5, 1.9, 2.6e-5, 9e-7, 2600, 6, 1),
)
SPOT = SpotTimes("CPU (OpenVINO, exact)", "exact", 1, 0.2, 0.1, 12, 0.3, 0.4, 12.3, 0.9, 154, 0.024, 0.2, 2700)
FOUND = Benchmark(
    Table("a processor", 2, 64, "demo", {"cpu": 2e11}, ROWS), (SPOT,), {64: 0.100, 256: 0.102, 1024: 0.101}
)


def asked(*line):
    parser = argparse.ArgumentParser()
    bench.add_parser(parser.add_subparsers())
    args = parser.parse_args(["bench", "--no-window", *map(str, line)])
    return args.run(args)


def playing(monkeypatch, place, result):
    """Puts a task in place of the real one; what it was given is kept in the list that comes back."""
    given = []

    def task(*args):
        given.append(args)
        yield Progress("measuring")
        if isinstance(result, Exception):
            raise result
        return result

    monkeypatch.setattr(place, task)
    return given


def test_the_tables_and_the_file_say_the_same(monkeypatch, tmp_path, capsys) -> None:
    given = playing(monkeypatch, "model.benchmark.run.measure", FOUND)
    file = tmp_path / "bench.json"
    assert asked("--tiles", 32, "--rounds", 1, "--json", file) == 0
    assert given[0][2:] == (32, 1, None)
    printed = capsys.readouterr().out
    for words in (
        "a processor",
        "cpu 200 GFLOP/s",
        "CPU (OpenVINO, exact)",
        "2.50",
        "2.6e-05",
        "is 2.0% above the smallest",
    ):
        assert words in printed
    rows = json.loads(file.read_text())["rows"]
    wanted = {
        "engine", "precision", "device", "seconds_per_spot", "tiles_per_second", "ratio_to_plain", "share_of_ceiling",
        "feature_error", "dp_max", "peak_mb",
    }  # fmt: skip
    assert wanted <= rows[1].keys()
    assert rows[1]["ratio_to_plain"] == 2.5


def test_the_times_of_a_small_encoder_are_not_zero(capsys) -> None:
    small = replace(ROWS[1], seconds_per_tile=0.000158, seconds_per_spot=0.00571)
    table = replace(FOUND.table, rows=(ROWS[0], small))
    report.show(replace(FOUND, table=table, scaling={64: 0.0005, 256: 0.000163, 1024: 0.000161}))
    printed = capsys.readouterr().out
    assert {"0.2500", "64.0", "0.000158", "0.00571"} <= set(printed.split())
    assert "256 tiles 0.000163" in printed


def test_no_line_of_the_tables_is_cut_off_at_80_signs(capsys) -> None:
    report.show(FOUND)
    row = PeerRow("CPU (OpenVINO, fastest int8+bfloat16)", "1.0.20261020", 0.0153, 0.16, 0.3)
    report.show_peers(PeerTable("a processor", 2, 64, (row,)))
    printed = capsys.readouterr().out
    assert "…" not in printed
    assert {"0.0153", "0.16", "3.0e-01", "1.0.20261020"} <= set(printed.split())


@pytest.mark.parametrize(("max_dp", "warns", "refused"), [(0.004, 0, 0), (0.03, 1, 0), (0.0501, 0, 1)])
def test_the_accuracy_is_told_and_warned_of(monkeypatch, capsys, max_dp, warns, refused) -> None:
    error = KnownError(20, max_dp, 0.002, 1, "synthetic spots", "2026-11-24")
    close = KnownError(20, 0.001, 0.001, 0, "synthetic spots", "2026-11-24")
    given = playing(monkeypatch, "model.benchmark.accuracy.measure_error", {"fast": close, "fastest": error})
    assert asked("--accuracy", "--device", "cpu", "--spots", 21) == 0
    assert given[0][1:] == ("cpu", [], 21)
    printed = capsys.readouterr().out
    assert "fast is off by up to 0.001" in printed
    assert f"fastest is off by up to {max_dp:.3f}" in printed
    assert printed.count("computed with fastest will show a warning") == printed.count("warning") == warns
    assert printed.count("fastest is not used with this model") == refused


def test_the_peers_are_a_table_and_absent_ones_have_a_remedy(monkeypatch, capsys, tmp_path) -> None:
    rows = (
        PeerRow("CPU (OpenVINO, exact)", "2026.1", 0.1, 1.0, 0.0),
        PeerRow("ncnn", "1.0", 0.14, 1.4, 3e-5),
        PeerRow("MNN", "-", problem='MNN is not installed: pip install "histocast[bench]"'),
    )
    table = PeerTable("a processor", 2, 64, rows)
    given = playing(monkeypatch, "model.benchmark.peers.measure_peers", table)
    assert asked("--peers", "--tiles", 16, "--json", tmp_path / "found.json") == 0
    assert given[0][1:] == (16, 2)
    printed = capsys.readouterr().out
    assert "1.40" in printed
    assert 'MNN was not measured: MNN is not installed: pip install "histocast[bench]"' in printed
    assert json.loads((tmp_path / "found.json").read_text())["rows"][2]["seconds_per_tile"] is None


def test_a_bad_file_of_the_folder_is_told_and_the_spots_are_read(monkeypatch, capsys, tmp_path) -> None:
    (tmp_path / "x.dcm").write_bytes(b"\0" * 128 + b"DICM" + b"\2\0\0\0UL\xff\xff")
    error = KnownError(20, 0.004, 0.002, 1, "the user's spots", "2026-11-24")
    given = playing(monkeypatch, "model.benchmark.accuracy.measure_error", {"fast": error})
    assert asked("--accuracy", "--device", "cpu", tmp_path) == 1
    assert given == []
    assert "x.dcm cannot be read as DICOM" in capsys.readouterr().err
    (tmp_path / "spot.png").touch()
    assert asked("--accuracy", "--device", "cpu", tmp_path) == 1
    assert given[0][2] == [tmp_path / "spot.png"]
    assert "x.dcm cannot be read as DICOM" in capsys.readouterr().err


def test_a_failure_is_a_sentence_and_an_exit_code(monkeypatch, capsys) -> None:
    playing(monkeypatch, "model.benchmark.run.measure", DeviceError("There is no cuda:7.", "Use auto."))
    assert asked("--device", "cuda:7") == 1
    assert "There is no cuda:7." in capsys.readouterr().err


@pytest.mark.parametrize("line", [("--tiles", 3), ("--rounds", 0)])
def test_too_little_to_measure_is_refused(line, capsys) -> None:
    assert asked(*line) == 3
    assert "needed" in capsys.readouterr().err


def test_the_window_is_measured_in_a_process_of_its_own(monkeypatch, capsys) -> None:
    playing(monkeypatch, "model.benchmark.run.measure", FOUND)
    # echo prints its arguments, which are not JSON
    monkeypatch.setattr("model.base.own_program.sys.executable", "/bin/echo")
    parser = argparse.ArgumentParser()
    bench.add_parser(parser.add_subparsers())
    args = parser.parse_args(["bench"])
    assert args.run(args) == 0
    assert "not measured: the process of the window ended with exit code 0" in capsys.readouterr().out


def test_what_the_window_told_is_printed_as_far_as_it_got(capsys) -> None:
    found = {"platform": "offscreen", "start_s": 0.512, "inference_gap_ms": 21.5, "result_s": None, "error": ""}
    responsiveness.show_responsiveness(found)
    printed = capsys.readouterr().out
    assert "0.512 s" in printed
    assert "21.5 ms" in printed
    assert "number" not in printed


def test_the_large_slide_is_a_pyramid_for_the_reader(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(viewer_image, "SIDE", 4096)
    slide, _ = open_image(viewer_image.make_large_slide(tmp_path))
    assert slide.downsamples == (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
    slide.close()
