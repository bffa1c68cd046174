"""`histocast backbone`: list, import, download and export the networks that turn tiles into features."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, SOME_FAILED
from app.cli.progress import Steps, follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.backbone.onnx_facts import Preprocessing
    from model.backbone.store import BackboneInfo

NAME = "backbone"
ONNX = ".onnx"
IMPORT_TEXT = (
    "Import the weights of VGG-16 (a state dict of torchvision's vgg16, .safetensors or .pth), or any encoder from an "
    "ONNX file (.onnx) with one input, tiles [n, 3, side, side], and one output, features [n, length]. OpenVINO "
    "computes the encoder. For an encoder, give the side, the pixel size and the normalisation of its tiles. Its "
    "SHA-256 is computed from the file and these values. VGG-16 stays the default. To train a model with an encoder, "
    "give its name: train --backbone NAME."
)
IMPORT_EXAMPLES = example(
    "histocast backbone import vgg16.pth --name mine",
    "histocast backbone import encoder.onnx --tile-px 224 --mpp 0.5 --normalise imagenet",
    "histocast backbone import encoder.onnx --tile-px 256 --mpp 0.5 --means 0.5,0.5,0.5 --sds 0.5,0.5,0.5",
)


def add_parser(commands: "Subparsers") -> None:
    """Add the command `backbone`."""
    parser = commands.add_parser(
        NAME,
        help="list, import, fetch or export weights of VGG-16 and other encoders",
        description="Manage backbones, the networks that turn tiles into features. A backbone is a set of VGG-16 "
        "weights, or an encoder from an ONNX file.",
        epilog=example("histocast backbone list"),
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listed = actions.add_parser(
        "list",
        help="names, hashes and origins",
        description="Print name, SHA-256, origin and file of each installed backbone.",
        epilog=example("histocast backbone list"),
    )
    listed.set_defaults(run=list_all)
    _add_import(actions)
    fetched = actions.add_parser(
        "fetch",
        help="download torchvision's ImageNet weights (about 530 MB)",
        description="Download torchvision's ImageNet weights of VGG-16 (about 530 MB) and install them. No other "
        "command opens a network connection.",
        epilog=example("histocast backbone fetch imagenet"),
    )
    fetched.add_argument("name", choices=["imagenet"])
    fetched.set_defaults(run=fetch)
    given = actions.add_parser(
        "export",
        help="write weights as safetensors under torchvision's names",
        description="Write the weights of an installed backbone as safetensors, with torchvision's tensor names.",
        epilog=example("histocast backbone export imagenet vgg16.safetensors"),
    )
    given.add_argument("name", metavar="NAME")
    given.add_argument("file", type=Path, metavar="FILE")
    given.set_defaults(run=export)


def _add_import(actions: "Subparsers") -> None:
    taken = actions.add_parser(
        "import",
        help="import weights of torchvision's vgg16 (.safetensors, .pth), or any encoder (.onnx)",
        description=IMPORT_TEXT,
        epilog=IMPORT_EXAMPLES,
    )
    taken.add_argument("file", type=Path, metavar="FILE", help="weights of VGG-16, or an encoder")
    taken.add_argument("--name", help="name for this backbone (default: the file's name)")
    onnx = taken.add_argument_group("tiles of the imported encoder (only for .onnx)")
    onnx.add_argument("--tile-px", type=int, metavar="PX", help="side of the tiles in px")
    onnx.add_argument("--mpp", type=float, metavar="UM", help="pixel size of the tiles in um/px")
    onnx.add_argument(
        "--normalise",
        choices=("imagenet", "none"),
        help="normalisation: ImageNet's means and standard deviations, or none (values stay in 0..1)",
    )
    rgb: dict[str, Any] = {"type": _rgb, "metavar": "R,G,B"}
    onnx.add_argument("--means", help="instead of --normalise: means of red, green and blue, in 0..1", **rgb)
    onnx.add_argument("--sds", help="with --means: standard deviations of red, green and blue", **rgb)
    taken.set_defaults(run=import_file)


def list_all(args: argparse.Namespace) -> int:
    """Print the installed backbones and return the exit code."""
    from model.backbone.store import installed_backbones

    for info in installed_backbones().values():
        print(_text(info))
    return GOOD


def import_file(args: argparse.Namespace) -> int:
    """Import a backbone from a file and return the exit code."""
    try:
        stated = _stated(args)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    if stated is None:
        from model.backbone.store import import_backbone

        return _finish(import_backbone(args.file, args.name), "import")
    from model.backbone.onnx_import import import_onnx

    return _finish(import_onnx(args.file, args.name, stated), "import")


def _stated(args: argparse.Namespace) -> "Preprocessing | None":
    """Return the tile size, pixel size and normalisation that the user gave for an ONNX file; None for VGG-16 weights.

    Raise BackboneError if a setting is missing, if a setting is given for VGG-16, or if OpenVINO is not installed.
    """
    from model.backbone.onnx_facts import NORMALISATIONS, preprocessing
    from model.backbone.opening import refuse_without_openvino
    from model.base.errors import BackboneError

    by_hand = (args.means, args.sds)
    if args.file.suffix.lower() != ONNX:
        if any(value is not None for value in (args.tile_px, args.mpp, args.normalise, *by_hand)):
            raise BackboneError(
                f"{args.file.name} is not an ONNX file; weights of VGG-16 have their own tiles and normalisation.",
                "Leave out --tile-px, --mpp, --normalise, --means and --sds, or give an .onnx file.",
            )
        return None
    whole = args.normalise is None if None not in by_hand else args.normalise is not None and by_hand == (None, None)
    if args.tile_px is None or args.mpp is None or not whole:
        raise BackboneError(
            f"The side, the pixel size and the normalisation of the tiles are needed, and {args.file.name} does not "
            "contain them.",
            "Give --tile-px, --mpp, and either --normalise or both --means and --sds, as the authors of "
            "the encoder document them. For example: --tile-px 224 --mpp 0.5 --normalise imagenet.",
        )
    refuse_without_openvino()
    mean, sd = by_hand if args.normalise is None else NORMALISATIONS[args.normalise]
    return preprocessing(args.tile_px, args.mpp, mean, sd)


def _rgb(text: str) -> tuple[float, ...]:
    """Parse three numbers, "0.5,0.5,0.5"."""
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not R,G,B, three numbers") from error
    if len(values) != 3:
        raise argparse.ArgumentTypeError(f"{text!r} is not R,G,B, three numbers")
    return values


def fetch(args: argparse.Namespace) -> int:
    """Download the ImageNet weights and return the exit code."""
    from model.backbone.fetch import fetch_imagenet

    return _finish(fetch_imagenet(), "fetch")


def export(args: argparse.Namespace) -> int:
    """Export a backbone to a file and return the exit code."""
    from model.backbone.store import export_backbone

    return _finish(export_backbone(args.name, args.file), "export")


def _finish(task: "Steps[BackboneInfo]", title: str) -> int:
    try:
        info = follow(task, title)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    print(_text(info))
    return GOOD


def _text(info: "BackboneInfo") -> str:
    return f"{info.name}  sha256 {info.sha256}\n  {info.source}\n  {info.path or 'no file: generated at each start'}"
