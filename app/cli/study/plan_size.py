"""`histocast study plan-size`: print how many patients and events a validation study needs."""

import argparse
import json
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED
from model.base.plural import plural

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.statistics.validation_size import Need, SizePlan

_METHOD = (
    "Riley et al., Statistics in Medicine 40 (2021) 4230, for the outcome at the horizon (yes or no) and "
    "perfect calibration. The number of patients is increased for the share of patients lost before the "
    "horizon"
)


def add_parser(actions: "Subparsers") -> None:
    """Add the command `study plan-size`."""
    parser = actions.add_parser(
        "plan-size",
        help="print how many patients and events a validation study needs",
        description="Print how many patients and events a validation study needs for wanted widths of the 95 % "
        "intervals of O/E ratio, calibration slope and AUC. Research use only.",
        epilog=example("histocast study plan-size --event-share 0.35 --auc 0.75"),
    )
    option = parser.add_argument
    option(
        "--event-share",
        type=float,
        required=True,
        metavar="P",
        help="expected share of patients with the event by the horizon",
    )
    option("--auc", type=float, required=True, metavar="A", help="expected AUC of the model")
    text = "share of patients whose outcome at the horizon will be known (default: 1, nobody is lost)"
    option("--known", type=float, default=1.0, metavar="P", help=text)
    for name, width, words in (("oe", 0.2, "the observed/expected ratio"), ("slope", 0.2, "the calibration slope"),
                               ("auc", 0.1, "the AUC")):  # fmt: skip
        option(f"--{name}-width", type=float, default=width, metavar="W", help=f"width of {words} (%(default)s)")
    text = "mean and SD of the model's logits for the event, if known (default: derived from AUC and share)"
    option("--logits", type=float, nargs=2, metavar=("MEAN", "SD"), help=text)
    option(
        "--patients",
        type=int,
        metavar="N",
        help="also print the widths of the three intervals for N recruited patients",
    )
    option("--json", action="store_true", help="print one JSON object on standard output")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the required numbers and return the exit code."""
    from model.result.export.wording import RESEARCH_USE_ONLY
    from model.statistics.validation_size import SizePlan, needs_of, widths_of

    try:
        logits = None if args.logits is None else (args.logits[0], args.logits[1])
        widths = (args.oe_width, args.slope_width, args.auc_width)
        plan = SizePlan(args.event_share, args.auc, args.known, *widths, logits)
        needs = needs_of(plan)
        known = None if args.patients is None else _known(args.patients, args.known)
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    given = None if known is None else widths_of(plan, known)
    if args.json:
        print(json.dumps(_record(plan, needs, args.patients, given) | {"research_use_only": RESEARCH_USE_ONLY}))
        return GOOD
    print(
        f"share of patients with the event {plan.share:g}, AUC {plan.auc:g}, state known for {plan.known:.0%} "
        "of the patients"
    )
    for need in needs:
        print(f"  {need.title:<24} width {need.width:<5g} {plural(need.patients, 'patient')}: {need.known} known, "
              f"{plural(need.events, 'event')}")  # fmt: skip
    print(f"  {'all three':<35} {plural(max(need.patients for need in needs), 'patient')}, "
          f"{plural(max(need.events for need in needs), 'event')}")  # fmt: skip
    if given is not None:
        ratio, slope, auc = given
        print(f"with {args.patients} patients, the intervals are {ratio:.2f} (observed/expected ratio), {slope:.2f} "
              f"(calibration slope) and {auc:.2f} (AUC) wide")  # fmt: skip
    print(f"{_METHOD}.\n{RESEARCH_USE_ONLY}")
    return GOOD


def _known(patients: int, share: float) -> int:
    from model.base.errors import RaterError

    known = int(patients * share)
    if known < 2:
        few = plural(patients, "patient is", "patients are")
        raise RaterError(f"{few} too few for a study.", "Give at least a few dozen patients with --patients.")
    return known


def _record(
    plan: "SizePlan", needs: "tuple[Need, ...]", patients: int | None, given: tuple[float, float, float] | None
) -> dict[str, object]:
    from dataclasses import asdict

    keys = [need.key for need in needs]
    return {
        "expected": asdict(plan),
        "needs": [asdict(need) for need in needs],
        "patients": max(need.patients for need in needs),
        "events": max(need.events for need in needs),
        "widths_with": None if given is None else {"patients": patients} | dict(zip(keys, given, strict=True)),
        "method": _METHOD,
    }
