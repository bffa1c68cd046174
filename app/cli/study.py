"""`histocast study`: model, readers and grade on the same patients; each action is a module of its own."""

from typing import TYPE_CHECKING

from app.cli import study_compare, study_report

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "study"


def add_parser(commands: "Subparsers") -> None:
    parser = commands.add_parser(NAME, help="compare model, readers and grade on the same patients")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    study_compare.add_parser(actions)
    study_report.add_parser(actions)
