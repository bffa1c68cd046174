"""Collect what is frozen beside the code in `build/stage`: resources, bundle and backbone, checked.

    python packaging/stage.py [--bundle FILE] [--backbone FILE|seeded] [--out DIR]

Run by `packaging/freeze.sh` with the Python that is frozen. The backbone must be the one the bundle was trained on.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from model.backbone.identity import weights_sha256
from model.backbone.seeded import seeded_weights
from model.backbone.store import SEEDED, SEEDED_SHA256, BackboneInfo, import_backbone
from model.base.build_info import BUILD_FILE, BuildInfo
from model.base.errors import BackboneError, HistocastError
from model.base.files import file_sha256, listed_sums
from model.base.places import HOME_VARIABLE
from model.base.progress import result_of
from model.bundle.manifest import read_manifest

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = ("screenshots", "__pycache__", "__init__.py")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, help="the model to embed (default: the demo models)")
    parser.add_argument("--backbone", default=SEEDED, help="its weights: a file, or 'seeded' (default)")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "stage")
    args = parser.parse_args()
    try:
        info = stage(args.bundle, args.backbone, args.out)
    except (HistocastError, OSError) as error:
        print(f"{error}\n  {getattr(error, 'remedy', 'Check the paths.')}", file=sys.stderr)
        return 1
    print(json.dumps(asdict(info), indent=1))
    return 0


def stage(bundle: Path | None, backbone: str, out: Path) -> BuildInfo:
    """Fill `out/resources`, verify every hash, and write what the program will know of its own making."""
    shutil.rmtree(out, ignore_errors=True)
    resources = out / "resources"
    shutil.copytree(ROOT / "resources", resources, ignore=shutil.ignore_patterns(*LEFT_OUT))
    model = _embed_bundle(bundle, resources / "bundles")
    weights = _embed_backbone(backbone, resources / "backbone")
    wanted = read_manifest(model).backbone_sha256
    if wanted != weights.sha256:
        raise BackboneError(
            f"{model.name} was trained on the backbone {wanted[:12]}, and {backbone} is {weights.sha256[:12]}.",
            "Give the weights it was trained on with --backbone FILE.",
        )
    info = BuildInfo(
        version=version("histocast"),
        built=time.strftime("%Y-%m-%d", time.gmtime(float(os.environ.get("SOURCE_DATE_EPOCH") or time.time()))),
        flavour=_flavour(),
        bundle=model.stem,
        bundle_sha256=file_sha256(model),
        backbone=weights.name,
        backbone_sha256=weights.sha256,
    )
    (resources / BUILD_FILE).write_text(json.dumps(asdict(info), indent=1) + "\n", encoding="utf-8")
    (out / "version.txt").write_text(_windows_version(info), encoding="utf-8")
    return info


def _windows_version(info: BuildInfo) -> str:
    """What Windows shows among the properties of the program's file, as PyInstaller reads it."""
    numbers = [int(part) for part in info.version.split("+")[0].split(".")[:3] if part.isdigit()]
    four = tuple((numbers + [0] * 4)[:4])
    texts = {
        "ProductName": "Histocast",
        "FileDescription": "Histocast: pathology viewer (research use only)",
        "ProductVersion": info.text,
        "FileVersion": info.version,
        "LegalCopyright": "MIT licence",
        "OriginalFilename": "histocast.exe",
    }
    rows = ", ".join(f"StringStruct({key!r}, {value!r})" for key, value in texts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={four}, prodvers={four}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{rows}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n"
    )


def _embed_bundle(bundle: Path | None, folder: Path) -> Path:
    """The default model in `folder`: the demo with its sums checked, or `bundle` alone with a sum of its own."""
    if bundle is None:
        for name, expected in listed_sums(folder).items():
            if file_sha256(folder / name) != expected:
                raise HistocastError(f"{name} does not match SHA256SUMS.", "Check the sources out again.")
        return folder / "demo.safetensors"
    read_manifest(bundle)
    shutil.rmtree(folder)
    folder.mkdir()
    kept = folder / bundle.name
    shutil.copyfile(bundle, kept)
    (folder / "SHA256SUMS").write_text(f"{file_sha256(kept)}  {kept.name}\n", encoding="utf-8")
    return kept


def _embed_backbone(asked: str, folder: Path) -> BackboneInfo:
    """The backbone's record; a file's weights are kept in `folder`, those of the seed are only made and compared."""
    if asked == SEEDED:
        found = weights_sha256(seeded_weights())
        if found != SEEDED_SHA256:
            raise BackboneError(f"The seeded weights came out as {found[:12]}.", "This NumPy draws other numbers.")
        return BackboneInfo(SEEDED, None, found, "embedded")
    with tempfile.TemporaryDirectory() as home:
        os.environ[HOME_VARIABLE] = home
        taken = result_of(import_backbone(Path(asked)))
        assert taken.path is not None
        shutil.copyfile(taken.path, folder / taken.path.name)
    return taken


def _flavour() -> str:
    import torch

    return "GPU" if torch.backends.cuda.is_built() or torch.backends.mps.is_built() else "CPU"


if __name__ == "__main__":
    sys.exit(main())
