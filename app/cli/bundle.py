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
        ("head", f"{m.head.kind} of {', '.join(map(str, m.head.cells))} cells on {m.head.inputs} features"),
        ("window", f"{m.window_px} px at {m.mpp:g} um/px, {m.grid.rows} x {m.grid.cols} tiles of {m.tile_px} px"),
        ("grid", f"fit {m.fit}, order {m.order}, blank tiles are {m.blank}"),
        ("threshold", threshold),
        ("calibration", m.calibration_words),
        ("training", m.training),
        ("test AUC", _auc(m.metrics.get("test_auc"))),
        ("intended use", m.intended_use),
        ("limits", m.limits),
        ("made by", m.made_by),
    )
    lines = [f"{m.name} {m.version}", *([DEMO] if m.demo else []), *(f"  {label:<14}{words}" for label, words in rows)]
    return "\n".join([*lines, RESEARCH_USE_ONLY])


def _auc(found: object) -> str:
    """The held-out AUC as `model.training.train` records it; never without its interval and counts."""
    if not isinstance(found, dict) or found.get("value") is None:
        return "not stated"
    f = found
    known = None not in (f.get("low"), f.get("high"))
    interval = f"95 % interval {f['low']:.2f} to {f['high']:.2f}" if known else "no interval"
    return f"{f['value']:.2f} ({interval}; {f.get('positives', '?')} alive, {f.get('negatives', '?')} not)"
