"""`histocast backbone import` of an encoder: what must be stated, what is printed, and that help costs nothing."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from model.backbone.store import SEEDED, installed_backbones

MADE = runpy.run_path(str(Path(__file__).parents[2] / "encoders.py"))
TILES = ("--tile-px", "64", "--mpp", "2")
BY_HAND = ("--means", "0.7,0.5,0.6", "--sds", "0.2,0.25,0.3")


@pytest.fixture
def encoder(tmp_path, monkeypatch):
    monkeypatch.setattr("model.backbone.onnx_import.calibration_tiles", MADE["TRIED"])
    return str(MADE["make"]("convolutional", tmp_path / "enc.onnx"))


def test_an_encoder_is_imported_and_listed(encoder, capsys):
    assert main(["backbone", "import", encoder, *TILES, *BY_HAND, "--name", "mine"]) == 0
    first = capsys.readouterr().out
    info = installed_backbones()["mine"]
    assert first.startswith(f"mine  sha256 {info.sha256}")
    assert "24 features of tiles of 64 px at 2 um/px, normalised with mean 0.7, 0.5, 0.6 and SD 0.2, 0.25, 0.3" in first
    assert main(["backbone", "list"]) == 0
    assert first in capsys.readouterr().out
    assert main(["backbone", "export", "mine", "x.safetensors"]) == 1
    assert str(info.path) in capsys.readouterr().err


def test_a_normalisation_is_named_or_given_by_hand(encoder, capsys):
    assert main(["backbone", "import", encoder, *TILES, "--normalise", "imagenet", "--name", "a"]) == 0
    assert installed_backbones()["a"].onnx.stated.mean == (0.485, 0.456, 0.406)
    assert installed_backbones()["a"].onnx.stated.sd == (0.229, 0.224, 0.225)
    assert main(["backbone", "import", encoder, *TILES, "--normalise", "none", "--name", "b"]) == 0
    assert installed_backbones()["b"].onnx.stated.sd == (1, 1, 1)


@pytest.mark.parametrize(
    "stated",
    [
        (),
        TILES,
        ("--tile-px", "64", *BY_HAND),
        ("--mpp", "2", *BY_HAND),
        (*TILES, "--means", "0.5,0.5,0.5"),
        (*TILES, "--sds", "0.5,0.5,0.5"),
        (*TILES, *BY_HAND, "--normalise", "imagenet"),
        (*TILES, "--means", "0.5,0.5,0.5", "--normalise", "imagenet"),
    ],
)
def test_tiles_must_be_stated_once_and_wholly(encoder, stated, capsys):
    assert main(["backbone", "import", encoder, *stated]) == 1
    error = capsys.readouterr().err
    assert "the normalisation of the tiles are needed" in error
    assert "--normalise imagenet" in error
    assert set(installed_backbones()) == {SEEDED}


@pytest.mark.parametrize("wrong", ["0.5,0.5", "0.5,0.5,0.5,0.5", "grey", ""])
def test_numbers_that_are_not_three_are_a_mistake_of_use(encoder, wrong, capsys):
    with pytest.raises(SystemExit) as caught:
        main(["backbone", "import", encoder, *TILES, "--means", wrong, "--sds", "0.2,0.2,0.2"])
    assert caught.value.code == 2
    assert "R,G,B" in capsys.readouterr().err


@pytest.mark.parametrize("stated", [("--mpp", "0.5"), ("--tile-px", "224"), ("--normalise", "none"), BY_HAND])
def test_weights_of_vgg_16_have_their_own_tiles(tmp_path, stated, capsys):
    assert main(["backbone", "import", str(tmp_path / "vgg.pth"), *stated]) == 1
    assert "not an ONNX file" in capsys.readouterr().err


def test_without_openvino_the_remedy_is_to_install_it(encoder, monkeypatch, capsys):
    monkeypatch.setattr("model.backbone.opening.find_spec", lambda name: None)
    assert main(["backbone", "import", encoder, *TILES, *BY_HAND]) == 1
    assert "pip install openvino" in capsys.readouterr().err


def test_the_help_shows_examples_and_loads_neither_openvino_nor_torch(capsys):
    with pytest.raises(SystemExit):
        main(["backbone", "import", "--help"])
    printed = capsys.readouterr().out
    assert "--tile-px 224 --mpp 0.5 --normalise imagenet" in printed
    loaded = (
        "import sys; from app.__main__ import main\n"
        "try: main(['backbone', 'import', '--help'])\n"
        "except SystemExit: print([name for name in ('torch', 'openvino', 'numpy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")
