"""List the components of the program with their licences, from the shipped SBOM or from the installed packages."""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from typing import Any

from model.base.json_file import parse_json

SBOM = "sbom.cdx.json"
"""Name of the CycloneDX file, which `packaging/sbom.py` writes. It is absent if the program runs from its sources."""
_FIRST_WORD = re.compile(r"^[A-Za-z0-9._-]+")
_LONGEST = 60


@dataclass(frozen=True)
class Part:
    """One library or program. `licence` is the licence that its authors state."""

    name: str
    version: str
    licence: str


@lru_cache
def shipped_parts() -> tuple[Part, ...]:
    """Return all components, sorted by name."""
    file = files("resources") / SBOM
    if file.is_file():
        found = [_of_component(row) for row in parse_json(file.read_text(encoding="utf-8")).get("components", ())]
    else:
        found = _installed()
    return tuple(sorted(found, key=lambda part: part.name.lower()))


def _of_component(row: dict[str, Any]) -> Part:
    names = []
    for choice in row.get("licenses", ()):
        licence = choice.get("license", {})
        named = choice.get("expression") or licence.get("id") or licence.get("name") or ""
        names.append(named.rpartition("::")[2].strip())
    short = [name for name in names if name and len(name) <= _LONGEST]
    return Part(row["name"], row.get("version", ""), ", ".join(dict.fromkeys(short)) or "see the licence texts")


def _installed() -> list[Part]:
    """Return the direct dependencies of the program from the installed packages."""
    try:
        own = distribution("histocast")
    except PackageNotFoundError:
        return []
    found = []
    for line in own.requires or ():
        match = _FIRST_WORD.match(line)
        if match is None or "extra ==" in line:
            continue
        try:
            package = distribution(match[0])
        except PackageNotFoundError:
            continue
        found.append(Part(package.metadata["Name"], package.version, _licence(package)))
    return found


def _licence(package: Distribution) -> str:
    about = package.metadata.json
    classes = [line.rpartition("::")[2].strip() for line in about.get("classifier", ()) if "License ::" in line]
    licence = str(about.get("license_expression") or ", ".join(classes) or about.get("license") or "")
    return licence if 0 < len(licence) <= _LONGEST else "see the package"
