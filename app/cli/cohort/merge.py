"""`histocast cohort merge`: join the runs of several computers."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.errors import FORESEEN, print_error
from app.cli.exit_codes import GOOD, NOTHING_STARTED, SOME_FAILED
from app.cli.progress import follow
from model.base.plural import plural

if TYPE_CHECKING:
    from app.cli.command import Subparsers
    from model.cohort.merge import Merged


def add_parser(actions: "Subparsers") -> None:
    """Add the command `cohort merge`."""
    parser = actions.add_parser(
        "merge",
        help="join runs of several computers that were made under the same conditions",
        description="Join the results of several runs into a new folder. Runs with another model, precision, pixel "
        "size, explanation or program version are refused. If several runs have the same spot, it is listed once; "
        "if its results differ, it is left out and listed in conflicts.csv. Research use only.",
        epilog=example("histocast cohort merge ward-1/ ward-2/ --out all/"),
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="folder of a run")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="new folder for the joined run")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Join the runs and return the exit code."""
    from model.cohort.merge import merge_runs

    try:
        merged = follow(merge_runs(args.folders, args.out), "cohort")
    except FORESEEN as error:
        print_error(error)
        return NOTHING_STARTED
    print(_text(merged, args.out))
    return SOME_FAILED if merged.errors or merged.conflicts or merged.damaged else GOOD


def _text(merged: "Merged", out: Path) -> str:
    from model.cohort.result_tables import CONFLICTS, ERRORS, PARQUET, RESULTS
    from model.result.export.wording import RESEARCH_USE_ONLY

    lines = [f"{plural(len(merged.rows), 'spot has', 'spots have')} a result."]
    if merged.repeated:
        several = plural(merged.repeated, "spot was", "spots were")
        lines.append(f"{several} analysed by several runs; their probabilities differ by at most "
                     f"{merged.largest_difference:.2g}.")  # fmt: skip
    if merged.conflicts:
        lines.append(f"{len(merged.conflicts)} results contradict each other and were left out: {out / CONFLICTS}.")
    if merged.damaged:
        lines.append(
            f"Left out: {plural(merged.damaged, 'record')}, damaged or of another run. To repair them, repeat "
            "the command of the run in whose folder they are."
        )
    if merged.replaced:
        replaced = plural(merged.replaced, "failure is", "failures are")
        lines.append(f"{replaced} not listed, because another run has a result for a file with the same name.")
    if merged.errors:
        lines.append(f"{plural(len(merged.errors), 'spot has', 'spots have')} no result; {out / ERRORS} says why.")
    tables = [str(out / name) for name in (RESULTS, PARQUET) if name == RESULTS or merged.parquet]
    return "\n".join((*lines, *tables, RESEARCH_USE_ONLY))
