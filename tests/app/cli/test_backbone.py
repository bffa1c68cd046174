"""`histocast backbone` where nothing heavy is needed."""

from app.__main__ import main


def test_list_names_the_embedded_one_with_its_hash(capsys) -> None:
    assert main(["backbone", "list"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("seeded  sha256 ")
    assert "fixed seed" in printed


def test_export_of_an_unknown_one_is_told(tmp_path, capsys) -> None:
    assert main(["backbone", "export", "nobody", str(tmp_path / "x.safetensors")]) == 1
    assert "nobody" in capsys.readouterr().err
    assert not (tmp_path / "x.safetensors").exists()


def test_import_of_a_missing_file_is_told(tmp_path, capsys) -> None:
    assert main(["backbone", "import", str(tmp_path / "missing.safetensors")]) == 1
    assert "missing.safetensors" in capsys.readouterr().err
