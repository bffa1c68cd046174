"""`histocast cohort`: analyse many spots in a run that can be interrupted at any time, and join such runs."""

from typing import TYPE_CHECKING

from app.cli.cohort import merge as cohort_merge
from app.cli.cohort import run as cohort_run
from app.cli.command import example

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "cohort"
ACTIONS = (cohort_run, cohort_merge)


def add_parser(commands: "Subparsers") -> None:
    """Add the command `cohort`."""
    parser = commands.add_parser(
        NAME,
        help="analyse many spots, on one computer or on a cluster; can be interrupted and continued",
        description="Analyse the spots of a table, a folder, a microarray or a study, and join the results of several "
        "runs. A run can end at any moment; the same command continues it. Research use only.",
        epilog=example("histocast cohort run spots/ --out results/"),
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    for action in ACTIONS:
        action.add_parser(actions)
