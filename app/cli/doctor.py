"""`histocast doctor`: report what is installed and which device is used, and test that device."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from app.cli.command import example
from app.cli.doctor_checks import CHECKS, Check, Finding
from app.cli.errors import FORESEEN, error_text
from app.cli.exit_codes import GOOD, SOME_FAILED
from model.base.plural import plural

if TYPE_CHECKING:
    from app.cli.command import Subparsers

NAME = "doctor"
_MARKS = {"ok": " ", "note": "i", "fault": "!"}


def add_parser(commands: "Subparsers") -> None:
    """Add the command `doctor`."""
    parser = commands.add_parser(
        NAME,
        help="report what is installed and which device would be used, and test this device",
        description="Check the installation: packages, policy, window, folders, models and devices, with one tile "
        "computed by the whole model. A fault is printed with its remedy.",
        epilog=example("histocast doctor"),
    )
    parser.add_argument("--json", action="store_true", help="print the findings as one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace, checks: Sequence[Check] = CHECKS) -> int:
    """Run the checks, print each finding immediately, and return the exit code."""
    findings: list[Finding] = []
    for check in checks:
        for finding in _findings(check):
            if not args.json:
                _print(finding, new_section=not findings or findings[-1].section != finding.section)
            findings.append(finding)
    faults = sum(finding.level == "fault" for finding in findings)
    if args.json:
        print(json.dumps({"ok": not faults, "findings": [asdict(finding) for finding in findings]}))
    else:
        print(f"\n{plural(faults, 'fault')}, marked with !" if faults else "\nOK")
    return SOME_FAILED if faults else GOOD


def _findings(check: Check) -> list[Finding]:
    """Return the findings of `check`.

    If the check itself fails, for example because a package is missing, the failure is a finding too.
    """
    try:
        return list(check())
    except ImportError as error:
        name = error.name or str(error)
        return [Finding(check.__name__, "not checked", f"{name} cannot be loaded", "fault", f"Install it: {error}.")]
    except FORESEEN as error:
        message, remedy = error_text(error)
        return [Finding(check.__name__, "not checked", message, "fault", remedy)]


def _print(finding: Finding, new_section: bool) -> None:
    if new_section:
        print(f"\n{finding.section}")
    print(f"{_MARKS[finding.level]} {finding.subject:<20} {finding.words}", flush=True)
    if finding.remedy:
        print(f"  {'':<20} {finding.remedy}", flush=True)
