"""`histocast bundle`: list the installed models, show or verify one, or compare two."""

import argparse
import json
from typing import TYPE_CHECKING

from app.cli.bundle import memory as bundle_memory
from app.cli.bundle import uncalibrate as bundle_uncalibrate
from app.cli.bundle.difference_text import difference_text
from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, SOME_FAILED
from app.cli.model_options import add_device
from app.cli.progress import follow

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.bundle.manifest import Manifest
    from model.predict.verify_bundle import Difference

NAME = "bundle"


def add_parser(commands: "Subparsers") -> None:
    """Add the command `bundle`."""
    parser = commands.add_parser(
        NAME,
        help="list the installed models, show or verify one, compare two",
        description="Manage bundles. A bundle is a file with a trained model and its model card.",
        epilog=example("histocast bundle list"),
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    listing = actions.add_parser(
        "list",
        help="print names, versions and hashes",
        description="Print name, version, SHA-256 and file of each installed bundle.",
        epilog=example("histocast bundle list"),
    )
    listing.set_defaults(run=list_all)
    show = actions.add_parser(
        "show",
        help="print the model card of a bundle",
        description="Print the model card of a bundle: training, metrics, intended use and limits.",
        epilog=example("histocast bundle show demo"),
    )
    show.add_argument("bundle", nargs="?", default="", metavar="NAME|FILE", help="(default: the embedded one)")
    show.add_argument("--json", action="store_true", help="the whole manifest as JSON")
    show.set_defaults(run=show_one)
    check = actions.add_parser(
        "verify",
        help="check that a bundle is complete and computes the expected result here",
        description="Check the hash, the tensors and the backbone of a bundle, and whether one tile gives the expected "
        "result on this computer.",
        epilog=example("histocast bundle verify mine.safetensors"),
    )
    check.add_argument("bundle", metavar="NAME|FILE")
    add_device(check)
    check.set_defaults(run=verify_one)
    diff = actions.add_parser(
        "diff",
        help="print the differences between two bundles in sentences",
        description="Print how the cards, the training options and the weights of two bundles differ, in sentences.",
        epilog=example(
            "histocast bundle diff demo mine.safetensors", "histocast bundle diff demo mine.safetensors --fields"
        ),
    )
    diff.add_argument("first", metavar="A")
    diff.add_argument("second", metavar="B")
    diff.add_argument(
        "--fields", action="store_true", help="list every field and tensor that differs, instead of sentences"
    )
    diff.set_defaults(run=diff_two)
    bundle_memory.add_action(actions)
    bundle_uncalibrate.add_action(actions)


def list_all(args: argparse.Namespace) -> int:
    """Print the installed bundles and return the exit code."""
    from model.base.files import file_sha256
    from model.bundle.installed import installed_bundles
    from model.bundle.manifest import read_manifest
    from model.result.export.wording import short

    failed = False
    bundles = installed_bundles()
    for name, path in bundles.items():
        try:
            manifest = read_manifest(path)
            badge = "  DEMO" if manifest.demo else ""
            print(f"{name}  version {manifest.version}  sha256 {short(file_sha256(path))}{badge}\n  {path}")
        except FORESEEN as error:
            print_error(error, str(path))
            failed = True
    if not bundles:
        print("No bundle is installed.")
    return SOME_FAILED if failed else GOOD


def show_one(args: argparse.Namespace) -> int:
    """Print the model card of one bundle and return the exit code."""
    from model.base.files import file_sha256
    from model.bundle.installed import find_bundle
    from model.bundle.manifest import read_manifest, to_json
    from model.bundle.tensors import refuse_bad_file

    try:
        path = find_bundle(args.bundle)
        manifest = read_manifest(path)
        refuse_bad_file(path)
        sha256 = file_sha256(path)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    if args.json:
        print(json.dumps({"path": str(path), "sha256": sha256, **json.loads(to_json(manifest))}))
    else:
        print(card(manifest, str(path), sha256))
    return GOOD


def verify_one(args: argparse.Namespace) -> int:
    """Print one line per check and return the exit code, which reports a failure if any check fails."""
    try:
        from model.bundle.installed import find_bundle

        path = find_bundle(args.bundle)
        from model.predict.verify_bundle import verify

        checks = follow(verify(path, args.device), NAME)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    words = {True: "ok", False: "WRONG", None: "not known"}
    print(path)
    for check in checks:
        print(f"  {words[check.good]:<11}{check.subject}: {check.text}")
    return SOME_FAILED if any(check.good is False for check in checks) else GOOD


def diff_two(args: argparse.Namespace) -> int:
    """Print how bundles A and B differ, in sentences or field by field, and return the exit code.

    A difference is not a failure.
    """
    try:
        from model.bundle.installed import find_bundle

        paths = [find_bundle(name) for name in (args.first, args.second)]
        from model.bundle.bundle import load_bundle
        from model.predict.verify_bundle import differences

        first, second = map(load_bundle, paths)
        found = differences(first, second)
    except FORESEEN as error:
        print_error(error)
        return SOME_FAILED
    if not found:
        print("The two bundles have the same content.")
    elif args.fields:
        _print_fields(found)
    else:
        lines = [
            (("model", f"{bundle.manifest.name} {bundle.manifest.version}"), *card_lines(bundle.manifest))
            for bundle in (first, second)
        ]
        print(difference_text(lines[0], lines[1], found))
    return GOOD


def _print_fields(found: "tuple[Difference, ...]") -> None:
    """Print every field and tensor that differs: the value in A first, then the value in B."""
    for difference in found:
        print(difference.name)
        for sign, words in (("-", difference.first), ("+", difference.second)):
            if words is not None:
                print(f"  {sign} {words}")


def _tile_rows(manifest: "Manifest") -> tuple[tuple[str, str], ...]:
    """Return the rows on the tiles: the grid of an analysis region, or what a feature file must hold."""
    m = manifest
    if m.tile_layout == "positions":
        tiles = f"at any positions, {m.tile_px} px at {m.mpp:g} um/px, in order {m.order}"
        return (("input", f"feature files of {m.encoder.text}"), ("tiles", tiles))
    region = f"{m.window_px} px at {m.mpp:g} um/px, {m.grid.rows} x {m.grid.cols} tiles of {m.tile_px} px"
    return (("window", region), ("grid", f"fit {m.fit}, order {m.order}, blank tiles: {m.blank}"))


def card(manifest: "Manifest", path: str, sha256: str) -> str:
    """Return the model card as text."""
    from model.result.export.wording import DEMO, RESEARCH_USE_ONLY

    rows = (("file", path), ("sha256", sha256), *card_lines(manifest))
    head = [f"{manifest.name} {manifest.version}", *([DEMO] if manifest.demo else [])]
    width = max(len(label) for label, _ in rows) + 2
    lines = [*head, *(f"  {label:<{width}}{words}" for label, words in rows)]
    return "\n".join([*lines, RESEARCH_USE_ONLY])


def card_lines(manifest: "Manifest") -> tuple[tuple[str, str], ...]:
    """Return the label and the text of each line of the model card that comes from the manifest."""
    from model.result.export.faithfulness import faithfulness_text
    from model.result.export.familiarity import familiarity_text
    from model.result.export.metrics import (
        cohort_text,
        layer_text,
        metric_text,
        not_tested,
        orders_text,
        stability_text,
    )

    m = manifest
    threshold = "none" if m.threshold is None else f"{m.threshold:.4g}, {m.threshold_origin}"
    return (
        ("answers", f"P({m.endpoint})"),
        ("labels", m.label_meaning),
        ("backbone", f"{m.backbone_name}, sha256 {m.backbone_sha256 or 'not known'}"),
        ("features", f"{m.head.inputs} per tile, {m.feature_layer}"),
        ("head", m.head.text),
        *_tile_rows(m),
        ("prediction", orders_text(m.random_orders, m.order_kind)),
        *([("order stability", stability_text(m.extra))] if m.head.ordered else []),
        ("threshold", threshold),
        ("calibration", layer_text(m.calibration)),
        ("training", m.training),
        ("cohort", cohort_text(m.extra)),
        *metric_text(m.metrics),
        *faithfulness_text(m.faithfulness),
        *familiarity_text(m.familiarity),
        ("intended use", m.intended_use),
        ("limits", m.limits),
        ("not tested", not_tested(m.extra)),
        ("made by", m.made_by),
    )
