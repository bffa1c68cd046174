"""`histocast bundle`: which models are installed, and what one of them says of itself."""

import argparse
import json
from typing import TYPE_CHECKING

from app.cli.exits import GOOD, SOME_FAILED
from app.cli.troubles import FORESEEN, tell

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.manifest import Manifest

NAME = "bundle"
_LABEL = 23


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(NAME, help="list the installed models, or show one")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = actions.add_parser("list", help="names, versions and hashes")
    listing.set_defaults(run=list_all)
    show = actions.add_parser("show", help="the model card of one")
    show.add_argument("bundle", nargs="?", default="demo", metavar="NAME|FILE", help="(default: %(default)s)")
    show.add_argument("--json", action="store_true", help="the whole manifest as JSON")
    show.set_defaults(run=show_one)


def list_all(args: argparse.Namespace) -> int:
    from model.files import file_sha256
    from model.manifest import installed_bundles, read_manifest
    from model.report.wording import short

    failed = False
    bundles = installed_bundles()
    for name, path in bundles.items():
        try:
            manifest = read_manifest(path)
            badge = "  DEMO" if manifest.demo else ""
            print(f"{name}  version {manifest.version}  sha256 {short(file_sha256(path))}{badge}\n  {path}")
        except FORESEEN as error:
            tell(error, str(path))
            failed = True
    if not bundles:
        print("No bundle is installed.")
    return SOME_FAILED if failed else GOOD


def show_one(args: argparse.Namespace) -> int:
    from model.files import file_sha256
    from model.manifest import find_bundle, read_manifest, to_json

    try:
        path = find_bundle(args.bundle)
        manifest = read_manifest(path)
        sha256 = file_sha256(path)
    except FORESEEN as error:
        tell(error)
        return SOME_FAILED
    if args.json:
        print(json.dumps({"path": str(path), "sha256": sha256, **json.loads(to_json(manifest))}))
    else:
        print(card(manifest, str(path), sha256))
    return GOOD


def card(manifest: "Manifest", path: str, sha256: str) -> str:
    """The model card as text."""
    from model.report.metrics import layer_words, metric_words
    from model.report.wording import DEMO, RESEARCH_USE_ONLY

    m = manifest
    threshold = "none" if m.threshold is None else f"{m.threshold:.4g}, {m.threshold_origin}"
    rows = (
        ("file", path),
        ("sha256", sha256),
        ("answers", f"P({m.endpoint})"),
        ("labels", m.label_meaning),
        ("backbone", f"{m.backbone_name}, sha256 {m.backbone_sha256}"),
        ("features", m.feature_layer),
        ("head", m.head.words),
        ("window", f"{m.window_px} px at {m.mpp:g} um/px, {m.grid.rows} x {m.grid.cols} tiles of {m.tile_px} px"),
        ("grid", f"fit {m.fit}, order {m.order}, blank tiles are {m.blank}"),
        ("threshold", threshold),
        ("calibration", layer_words(m.calibration)),
        ("training", m.training),
        *metric_words(m.metrics),
        ("intended use", m.intended_use),
        ("limits", m.limits),
        ("made by", m.made_by),
    )
    head = [f"{m.name} {m.version}", *([DEMO] if m.demo else [])]
    lines = [*head, *(f"  {label:<{_LABEL}}{words}" for label, words in rows)]
    return "\n".join([*lines, RESEARCH_USE_ONLY])
