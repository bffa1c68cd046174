"""The options that several commands share: which model, on which device, how exactly, and the pixel size."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _ActionsContainer

BUNDLE_HELP = "the model (default: the embedded one)"
PRECISIONS = ("exact", "fast", "fastest")
PRECISION_HELP = (
    "fast: bfloat16, half precision or int8, as the device allows; fastest: int8 where fast is not int8; measure "
    "their errors first: bench --accuracy (default: %(default)s)"
)
MPP_HELP = "pixel size in um/px, if the file gives none or a wrong one"


def add_bundle(parser: "_ActionsContainer", help: str = BUNDLE_HELP) -> None:
    """Add `--bundle`, an installed name or a file; "" is the embedded model."""
    parser.add_argument("--bundle", default="", metavar="NAME|FILE", help=help)


def add_device(parser: argparse.ArgumentParser) -> None:
    """Add `--device`."""
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda:N or mps (default: %(default)s)")


def add_precision(parser: argparse.ArgumentParser) -> None:
    """Add `--precision`: exact, fast or fastest."""
    parser.add_argument("--precision", choices=PRECISIONS, default="exact", help=PRECISION_HELP)


def add_mpp(parser: argparse.ArgumentParser, help: str = MPP_HELP) -> None:
    """Add `--mpp`, the pixel size that the user gives."""
    parser.add_argument("--mpp", type=float, help=help)
