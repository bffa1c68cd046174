"""`histocast bundle uncalibrate`: write a copy of a bundle without its calibration layer."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, SOME_FAILED

if TYPE_CHECKING:
    from app.cli.command import Subparsers


def add_action(actions: "Subparsers") -> None:
    """Add the command `bundle uncalibrate`."""
    parser = actions.add_parser(
        "uncalibrate",
        help="write a copy without the calibration layer",
        description="Write a copy of a recalibrated bundle as it was before the recalibration. If the bundle was "
        "calibrated in training, write a copy without that calibration.",
        epilog=example("histocast bundle uncalibrate recalibrated.safetensors --out former.safetensors"),
    )
    parser.add_argument("bundle", metavar="NAME|FILE")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the copy (.safetensors)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the copy and return the exit code."""
    from model.base.files import file_sha256
    from model.bundle.calibration_layer import without_layer
    from model.bundle.copy import write_copy
    from model.bundle.installed import find_bundle
    from model.bundle.manifest import read_manifest

    try:
        path = find_bundle(args.bundle)
        manifest = read_manifest(path)
        before = (manifest.calibration or {}).get("before")
        copied = without_layer(manifest)
        write_copy(path, copied, args.out)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    sha256 = file_sha256(args.out)
    print(f"{args.out}  sha256 {sha256}")
    print(f"{copied.name} {copied.version}, {copied.calibration_text}")
    if before is not None and before["sha256"] == sha256:
        print("The copy is equal, byte for byte, to the bundle before the recalibration.")
    return GOOD
