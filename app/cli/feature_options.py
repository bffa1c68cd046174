"""The options that supply the facts that a feature file does not record."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import _ActionsContainer

    from model.feature_files.stated import Stated


def add_stated_options(parser: "_ActionsContainer") -> None:
    """Add the options that describe the encoder and its tiles.

    Each command itself adds --mpp, the pixel size of the slide.
    """
    parser.add_argument("--encoder", default="", metavar="NAME", help="name of the encoder that computed the features")
    parser.add_argument("--encoder-sha256", default="", metavar="HASH", help="SHA-256 of the encoder's weights")
    parser.add_argument("--tile-px", type=int, metavar="PX", help="side in px of the tiles that the encoder received")
    parser.add_argument("--tile-mpp", type=float, metavar="UM", help="pixel size of the tiles in um/px")


def stated_of(args: argparse.Namespace, mpp: float | None) -> "Stated":
    """Return the facts about a feature file that the user gave with options.

    `mpp` is the pixel size of the slide, um/px.
    """
    from model.feature_files.stated import Stated

    return Stated(args.encoder, args.encoder_sha256, args.tile_px, args.tile_mpp, mpp)
