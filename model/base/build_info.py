"""Read the build information of a packaged program from `resources/build.json`."""

from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files

from model.base.json_file import parse_json

BUILD_FILE = "build.json"


@dataclass(frozen=True)
class BuildInfo:
    """Build information of a packaged program, written by `packaging/stage.py`.

    Hashes are SHA-256. `flavour` is "CPU" or "GPU".
    """

    version: str
    built: str
    """Date of the build in ISO form (2026-11-24). The builder may choose the date of the source code instead."""
    flavour: str
    bundle: str
    """Name of the embedded model, which is the default model."""
    bundle_sha256: str
    backbone: str
    backbone_sha256: str

    @property
    def text(self) -> str:
        """Return the version, the flavour ("CPU" or "GPU") and the date of the build as one text."""
        return f"{self.version} ({self.flavour}), built {self.built}"


@lru_cache
def build_info() -> BuildInfo | None:
    """Return the build information of this program, or None if it runs from its sources."""
    file = files("resources") / BUILD_FILE
    if not file.is_file():
        return None
    given = parse_json(file.read_text(encoding="utf-8"))
    return BuildInfo(**{field.name: str(given[field.name]) for field in fields(BuildInfo)})


def program_version() -> str:
    """Return the version of the program, such as "0.1.0 (CPU), built 2026-11-24".

    Flavour and date are included only in a packaged program. Other programs say "from its sources" instead.
    """
    built = build_info()
    if built is not None:
        return built.text
    try:
        return f"{version('histocast')}, from its sources"
    except PackageNotFoundError:
        return "unknown version, from its sources"
