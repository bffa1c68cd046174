"""Check what is shipped, as the SBOM lists it, for known vulnerabilities, and write what was found.

    python packaging/vulnerabilities.py --sbom dist/histocast.cdx.json --out dist/histocast.vulnerabilities.json

pip-audit asks a database; the table `floors.toml` is always used. The file says whether a database was reached: an
empty list of findings means nothing without that. The exit code is 1 if something was found, and 2 with --must-ask if
no database was reached.
"""

import argparse
import importlib.util
import json
import sys
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

HERE = Path(__file__).resolve().parent
UNASKED = "NOT CHECKED against a database: none was reached. Only the table of least versions was used."
ASKED = "A database of known vulnerabilities was asked for every part."


def components(sbom: dict[str, Any]) -> dict[str, str]:
    """Name and version of each Python package in the SBOM."""
    return {row["name"].lower(): row["version"] for row in sbom["components"] if row.get("type") == "library"}


def checked(sbom: dict[str, Any], audit: ModuleType) -> dict[str, Any]:
    """What is known about the parts of the SBOM, and how far that was looked up."""
    packages = components(sbom)
    table = tomllib.loads((HERE / "floors.toml").read_text(encoding="utf-8"))
    known, fault = None, ""
    try:
        known = audit.asked(packages) if importlib.util.find_spec("pip_audit") else None
    except audit.AuditError as error:
        fault = str(error)
    return {
        "record": "histocast-vulnerabilities",
        "checked_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "parts": len(packages),
        "database_reached": known is not None,
        "statement": ASKED if known is not None else " ".join((UNASKED, fault)).strip(),
        "least_versions_of": str(table["checked"]),
        "findings": [*audit.below_floors(packages), *(known or ())],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sbom", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--must-ask", action="store_true", help="fail if no database was reached (for a release)")
    args = parser.parse_args()
    found = checked(json.loads(args.sbom.read_text(encoding="utf-8")), _audit())
    args.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    for line in found["findings"]:
        print(f"vulnerability: {line}", file=sys.stderr)
    print(f"{found['parts']} parts. {found['statement']} Findings: {len(found['findings'])}.")
    if found["findings"]:
        return 1
    return 2 if args.must_ask and not found["database_reached"] else 0


def _audit() -> ModuleType:
    spec = importlib.util.spec_from_file_location("packaging_audit", HERE / "audit.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
