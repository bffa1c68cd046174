"""Write a CycloneDX SBOM of what is shipped, and all licence texts.

    python packaging/sbom.py --out build/stage/resources

The tool cyclonedx-py lists the whole environment; kept is what Histocast stands on, less what histocast.spec leaves
out, and Python and PyInstaller's loader, which are in the package as well. Texts come from the packages themselves.
"""

import argparse
import json
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SBOM, TEXTS = "sbom.cdx.json", "LICENCES.txt"
LOADER = "pyinstaller"
"""Its loader is in front of every frozen program; GPL with an exception that leaves the program its own licence."""
NOT_SHIPPED = ("ninja", "openvino-telemetry", "pip", "setuptools")
"""Asked for by packages that are shipped, and left out by histocast.spec."""
_WORDS = ("licen", "copying", "notice", "copyright", "authors")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "stage" / "resources")
    parser.add_argument("--tool", default="cyclonedx-py", help="cyclonedx-py, from an environment of its own")
    args = parser.parse_args()
    out: Path = args.out
    out.mkdir(parents=True, exist_ok=True)
    bom = shipped(_environment(args.tool))
    (out / SBOM).write_text(json.dumps(bom, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    names = [row["name"] for row in bom["components"]]
    (out / TEXTS).write_text("\n\n".join(_texts(name) for name in names), encoding="utf-8")
    print(f"{len(names)} parts in {SBOM}")
    return 0


def shipped(bom: dict[str, Any]) -> dict[str, Any]:
    """`bom` with the parts that the main component reaches over its dependencies, and the two that freezing adds."""
    edges = {row["ref"]: row.get("dependsOn", []) for row in bom.get("dependencies", ())}
    root = bom["metadata"]["component"]["bom-ref"]
    reached, waiting = set(), [root]
    while waiting:
        ref = waiting.pop()
        if ref not in reached:
            reached.add(ref)
            waiting.extend(edges.get(ref, ()))
    kept = [row for row in bom["components"] if row["bom-ref"] in reached or row["name"].lower() == LOADER]
    kept = [row for row in kept if row["name"] not in ("histocast", *NOT_SHIPPED)]
    refs = {row["bom-ref"] for row in kept} | {root}
    python = {
        "bom-ref": "python",
        "type": "platform",
        "name": "Python",
        "version": platform.python_version(),
        "licenses": [{"license": {"id": "PSF-2.0"}}],
    }
    dependencies = [
        {**row, "dependsOn": [ref for ref in row.get("dependsOn", ()) if ref in refs]}
        for row in bom.get("dependencies", ())
        if row["ref"] in refs
    ]
    return {**bom, "components": [*kept, python], "dependencies": dependencies}


def _environment(tool: str) -> dict[str, Any]:
    """Everything installed beside this Python, as cyclonedx-py lists it."""
    command = [
        tool, "environment", sys.executable, "--output-reproducible",
        "--pyproject", str(ROOT / "pyproject.toml"), "--of", "JSON", "-o", "-",
    ]  # fmt: skip
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


def _texts(name: str) -> str:
    """The licence files of the package `name`, one after another under its name."""
    head = f"{'=' * 100}\n{name}\n{'=' * 100}\n"
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return head + f"See the licence of {name}."
    found = []
    for path in package.files or ():
        words = str(path).lower()
        if ".dist-info/" in words and any(word in path.name.lower() for word in _WORDS):
            found.append(Path(str(package.locate_file(path))).read_text(encoding="utf-8", errors="replace"))
    named = package.metadata.get("License-Expression") or package.metadata.get("License") or "unknown"
    return head + ("\n\n".join(found) or f"No text in the package; its makers name it: {named}")


if __name__ == "__main__":
    sys.exit(main())
