"""What a packaged program knows of its own making: `resources/build.json` comes in, a frozen `BuildInfo` goes out."""

import json
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

BUILD_FILE = "build.json"


@dataclass(frozen=True)
class BuildInfo:
    """Written by `packaging/stage.py`; hashes are SHA-256. `flavour` is "CPU" or "GPU"."""

    version: str
    built: str
    """Date of the build, or of the sources where the build was told so: 2026-11-24."""
    flavour: str
    bundle: str
    """Name of the embedded model, which is the default."""
    bundle_sha256: str
    backbone: str
    backbone_sha256: str

    @property
    def words(self) -> str:
        return f"{self.version} ({self.flavour}), built {self.built}"


@lru_cache
def build_info() -> BuildInfo | None:
    """How this program was packaged; None where it runs from its sources."""
    file = files("resources") / BUILD_FILE
    if not file.is_file():
        return None
    given = json.loads(file.read_text(encoding="utf-8"))
    return BuildInfo(**{field.name: str(given[field.name]) for field in fields(BuildInfo)})


def program_version() -> str:
    """The version, its flavour and date where it was packaged: "0.1.0 (CPU), built 2026-11-24"."""
    built = build_info()
    if built is not None:
        return built.words
    try:
        return f"{version('histocast')}, from its sources"
    except PackageNotFoundError:
        return "unknown version, from its sources"
