"""`histocast backbone`: list, import, download and export the networks that turn tiles into features."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, SOME_FAILED
from app.cli.progress import Steps, follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.backbone.store import BackboneInfo

NAME = "backbone"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `backbone`."""
    parser = commands.add_parser(
        NAME,
        help="list, import, fetch or export VGG-16 weights",
        description="Manage backbones, the networks that turn tiles into features. A backbone is a set of VGG-16 "
        "weights.",
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
    taken = actions.add_parser(
        "import",
        help="import a state dict of torchvision's vgg16 (.safetensors, .pth)",
        description="Install weights from a file with a state dict of torchvision's vgg16.",
        epilog=example("histocast backbone import vgg16.pth --name mine"),
    )
    taken.add_argument("file", type=Path, metavar="FILE")
    taken.add_argument("--name", help="its name here (default: the file's name)")
    taken.set_defaults(run=import_file)
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
        description="Write the weights of an installed backbone as safetensors, with torchvision's names of tensors.",
        epilog=example("histocast backbone export imagenet vgg16.safetensors"),
    )
    given.add_argument("name", metavar="NAME")
    given.add_argument("file", type=Path, metavar="FILE")
    given.set_defaults(run=export)


def list_all(args: argparse.Namespace) -> int:
    """Print the installed backbones and return the exit code."""
    from model.backbone.store import installed_backbones

    for info in installed_backbones().values():
        print(_text(info))
    return GOOD


def import_file(args: argparse.Namespace) -> int:
    """Import a backbone from a file and return the exit code."""
    from model.backbone.store import import_backbone

    return _finish(import_backbone(args.file, args.name), "import")


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
    return f"{info.name}  sha256 {info.sha256}\n  {info.source}\n  {info.path or 'no file: generated each time'}"
