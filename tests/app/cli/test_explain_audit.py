"""`histocast explain audit` up to where the work begins, and beside an image called audit."""

from pathlib import Path

from app.__main__ import main
from model.bundle.installed import find_bundle


def test_the_original_is_refused_before_anything_is_read(tmp_path, capsys) -> None:
    demo = find_bundle("demo")
    assert main(["explain", "audit", "demo", "none.csv", "--out", str(tmp_path / "a"), "--into", str(demo)]) == 3
    err = capsys.readouterr().err
    assert "is the original bundle" in err
    assert "none.csv" not in err
    assert not (tmp_path / "a").exists()


def test_a_missing_table_is_told(tmp_path, capsys) -> None:
    assert main(["explain", "audit", "demo", str(tmp_path / "none.csv"), "--out", str(tmp_path / "a")]) == 1
    assert "none.csv" in capsys.readouterr().err


def test_an_image_called_audit_is_still_explained(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    Path("audit").write_bytes(b"no picture")
    assert main(["explain", "./audit"]) == 1
    assert "audit" in capsys.readouterr().err
    assert main(["explain", "--method", "ig", "audit"]) == 1
