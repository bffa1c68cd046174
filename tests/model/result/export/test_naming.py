"""Exports of different images never get the same names."""

from dataclasses import replace
from pathlib import Path

from model.result.export.export_table import SUFFIXES, write_all
from model.result.export.naming import stem_for
from model.result.export.wording import plain


def test_two_images_with_one_stem_get_two_names(tmp_path: Path, exported) -> None:
    image = replace(exported.prediction.image, path="/a/spot.png")
    first = stem_for(image, tmp_path, SUFFIXES, ())
    second = stem_for(replace(image, path="/b/SPOT.tif"), tmp_path, SUFFIXES, (first,))
    assert (first, second) == ("spot", "SPOT-2")


def test_the_same_image_again_replaces_its_own_results(tmp_path: Path, exported) -> None:
    image = exported.prediction.image
    stem = stem_for(image, tmp_path / "out", SUFFIXES, ())
    write_all(exported.prediction, exported.slide, tmp_path / "out", stem)
    assert stem_for(image, tmp_path / "out", SUFFIXES, ()) == stem
    assert stem_for(replace(image, sha256="00" * 32), tmp_path / "out", SUFFIXES, ()) == f"{stem}-2"


def test_files_of_others_are_left_alone(tmp_path: Path, exported) -> None:
    image = replace(exported.prediction.image, path="/a/spot.png")
    (tmp_path / "spot.npz").write_bytes(b"")
    (tmp_path / "spot-2.json").write_text("[1]")
    assert stem_for(image, tmp_path, SUFFIXES, ()) == "spot-3"


def test_plain_text_has_only_letters_the_font_has() -> None:
    assert plain("Präparat – 0.3 µm × 2, 中") == "Praparat - 0.3 um x 2, ?"
