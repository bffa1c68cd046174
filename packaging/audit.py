"""Check the installed dependencies for known vulnerabilities.

pip-audit asks a database where one can be reached; `floors.toml`, a dated table of least versions, is checked always.
"""

import json
import re
import subprocess
import sys
import tempfile
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path

from packaging.utils import canonicalize_name
from packaging.version import Version

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
ANSWER_S, ALL_S = 5, 120
"""Seconds that the database has for one answer, and for all of them."""
DEVELOPING = ("test", "bench", "dev")
"""Extras for those who develop the program; no user installs them."""
_OFFLINE = re.compile(r"connect|resolve|timed? ?out|unreachable|max retries|proxy|network|SSL", re.IGNORECASE)


class AuditError(Exception):
    """pip-audit failed, and not for want of a connection."""


def installed(root: Path = ROOT) -> dict[str, str]:
    """Name and version of every installed package that the program or one of its extras needs, directly or not."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project.get("optional-dependencies", {})
    lines = [line for extra, group in extras.items() if extra not in DEVELOPING for line in group]
    waiting = [Requirement(line) for line in (*project["dependencies"], *lines)]
    found: dict[str, str] = {}
    while waiting:
        needed = waiting.pop()
        name = canonicalize_name(needed.name)
        if name in found or (needed.marker and not needed.marker.evaluate({"extra": ""})):
            continue
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # made for another flavour, or for want of a marker
            continue
        waiting += [Requirement(line) for line in requires(name) or ()]
    return found


def below_floors(packages: dict[str, str], table: Path = ROOT / "packaging" / "floors.toml") -> list[str]:
    """A line for each package that is older than the table allows."""
    floors = tomllib.loads(table.read_text(encoding="utf-8"))["floor"]
    return [
        f"{floor['package']} {packages[floor['package']]} is older than {floor['version']}: {floor['reason']}"
        for floor in floors
        if floor["package"] in packages and Version(packages[floor["package"]]) < Version(floor["version"])
    ]


def asked(packages: dict[str, str]) -> list[str] | None:
    """A line for each vulnerability in the database; None where it cannot be reached."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "requirements.txt"
        # Without a local part: the database has torch 2.13.0, not 2.13.0+cpu.
        pins = (f"{name}=={Version(number).public}\n" for name, number in sorted(packages.items()))
        listed.write_text("".join(pins), encoding="utf-8")
        command = (
            sys.executable, "-m", "pip_audit", "--requirement", str(listed), "--no-deps", "--disable-pip",
            "--timeout", str(ANSWER_S), "--format", "json", "--progress-spinner", "off",
        )  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=ALL_S, check=False)
        except subprocess.TimeoutExpired:
            return None
    return findings(done.stdout, done.stderr)


def findings(output: str, errors: str) -> list[str] | None:
    """What pip-audit found, of what it printed; None where it reached no database; else AuditError."""
    try:
        dependencies = json.loads(output)["dependencies"]
    except (ValueError, LookupError, TypeError) as error:
        if _OFFLINE.search(errors):
            return None
        raise AuditError(errors.strip() or output.strip() or "it printed nothing") from error
    known = [dependency for dependency in dependencies if "vulns" in dependency]
    if not known:  # a mirror without a database has no package at all
        return None
    return [
        f"{one['name']} {one['version']}: {flaw['id']}, fixed in {', '.join(flaw['fix_versions']) or 'no version yet'}"
        for one in known
        for flaw in one["vulns"]
    ]


def main() -> int:
    packages = installed()
    table = tomllib.loads((ROOT / "packaging" / "floors.toml").read_text(encoding="utf-8"))
    old = below_floors(packages)
    known = None
    if find_spec("pip_audit") is None:
        print("audit: pip-audit is not installed (make setup).", file=sys.stderr)
    else:
        try:
            known = asked(packages)
        except AuditError as error:
            print(f"audit: pip-audit failed: {error}", file=sys.stderr)
            return 1
    for line in (*old, *(known or ())):
        print(f"audit: {line}", file=sys.stderr)
    source = "no database was reached" if known is None else "a database was asked"
    print(f"audit: {len(packages)} packages; {source}; table of least versions of {table['checked']}")
    return 1 if old or known else 0


if __name__ == "__main__":
    sys.exit(main())
