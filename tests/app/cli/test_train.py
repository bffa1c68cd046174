"""`histocast train` up to where the work begins."""

from app.__main__ import main


def test_a_missing_table_is_told(tmp_path, capsys) -> None:
    out = tmp_path / "b.safetensors"
    assert main(["train", str(tmp_path / "missing.csv"), "--out", str(out), "--seed", "3", "--penalty", "sum"]) == 1
    assert "missing.csv" in capsys.readouterr().err
    assert not out.exists()


def test_faults_of_a_table_are_listed(tmp_path, capsys) -> None:
    (tmp_path / "c.csv").write_text("a,b\n1,2\n")
    assert main(["train", str(tmp_path / "c.csv"), "--out", str(tmp_path / "b.safetensors")]) == 1
    assert "c.csv" in capsys.readouterr().err
