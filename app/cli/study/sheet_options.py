"""The options that describe a clinical sheet, and the plan of what is imported from the sheet.

`study create` and `study import` use them.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.comma_list import names
from model.base.plural import plural

if TYPE_CHECKING:
    from model.study.plan import ImportPlan

_MOST_LISTED = 20
"""Maximum number of unmatched rows or images that are printed. The study and its export list all of them."""


def add_filling_options(parser: argparse.ArgumentParser, needed: bool) -> None:
    """Add the options for the clinical sheet, the images, and how rows are matched with images."""
    option = parser.add_argument_group("the clinical sheet").add_argument
    option("--table", type=Path, required=needed, metavar="FILE", help="CSV or XLSX: one row per patient, or per spot")
    option("--images", type=Path, metavar="DIR", help="folder of the images (default: the folder of the table)")
    option("--columns", default={}, type=_pairs, metavar="FIELD=COLUMN,...",
           help="the columns of patient, image, core, time, event and cause (default: guessed by name; FIELD= "
               "leaves out a field)")  # fmt: skip
    option("--event", default="", metavar="COLUMN=VALUE",
           help="value that means died of the disease, unless the column holds 1 and 0, or dead and alive")  # fmt: skip
    option(
        "--time-unit",
        choices=["years", "months", "days"],
        help="unit of the follow-up time, if the name of its column does not contain the unit",
    )
    option("--covariates", metavar="COLUMN,...", help="further columns to keep (default: all of them)")
    option("--skip-faulty", action="store_true", help="omit faulty rows; the study lists them")
    option("--dry-run", action="store_true", help="list what would be imported, and write nothing")


def planned(args: argparse.Namespace) -> "ImportPlan":
    """Return the plan of what is imported from the sheet named in `args`, and print the plan."""
    from model.base.errors import StudyError
    from model.study.columns import FIELDS, Columns, guess_columns, unit_in
    from model.study.plan import plan_import
    from model.study.spots import images_below
    from model.tables.read import read_table

    sheet = read_table(args.table, StudyError)
    guess = guess_columns(sheet.columns)
    column, value = _event(args.event)
    named = args.columns | ({"event": column} if column else {})
    of = {name: column for name, column in {**guess.of, **named}.items() if column}
    taken = set(named.values())
    # If the user assigned a column to a field, the guessed field of that column no longer applies.
    of = {name: of[name] for name in (*FIELDS, *of) if name in of and (name in named or of[name] not in taken)}
    rest = tuple(column for column in sheet.columns if column not in of.values())
    kept = rest if args.covariates is None else tuple(names(args.covariates))
    columns = Columns(of, kept, args.time_unit or unit_in(of.get("time", "")), value)
    folder = args.images or args.table.parent
    plan = plan_import(sheet, columns, images_below(folder), folder)
    print_plan(plan)
    return plan.without_faulty() if args.skip_faulty else plan


def print_plan(plan: "ImportPlan") -> None:
    """Print the columns, covariates, counts, and unmatched rows or images of the import plan."""
    named = ", ".join(f"{name}={column}" for name, column in plan.columns.of.items())
    unit = f"; time in {plan.columns.time_unit}" if plan.columns.time_unit else ""
    print(f"columns: {named}{unit}")
    if plan.columns.event_value:
        print(f"died of the disease: {plan.columns.of['event']} is {plan.columns.event_value}")
    print(f"covariates: {', '.join(plan.columns.covariates) or 'none'}")
    for note in plan.notes:
        print(f"note: {note}", file=sys.stderr)
    unmatched = plural(len(plan.leftovers), "row or image", "rows or images")
    print(f"{plural(plan.patients, 'patient')}, {plural(plan.spots, 'spot')}, {unmatched} not matched")
    for left in plan.leftovers[:_MOST_LISTED]:
        print(f"  {left.kind}: {left.what}: {left.reason}", file=sys.stderr)
    if len(plan.leftovers) > _MOST_LISTED:
        print(f"  and {len(plan.leftovers) - _MOST_LISTED} more; the export lists all", file=sys.stderr)


def _event(text: str) -> tuple[str, str]:
    """Split "COLUMN=VALUE" into column and value. Both are empty if the text is empty."""
    from model.base.errors import StudyError

    column, _, value = (part.strip() for part in text.partition("="))
    if text and not (column and value):
        raise StudyError(f"{text!r} does not state which value of which column means died.", "Write COLUMN=VALUE.")
    return column, value


def _pairs(text: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in text.split(",")]
    if any(not field.strip() or not sign for field, sign, _ in pairs):
        raise argparse.ArgumentTypeError(f"{text!r} is not FIELD=COLUMN,FIELD=COLUMN,...")
    return {field.strip(): column.strip() for field, _, column in pairs}
