"""Find bundle files: installed bundles by name, and the default bundle. Check the SHA-256 of a bundle file."""

from importlib.resources import files
from pathlib import Path

from model.base.build_info import build_info
from model.base.errors import BundleError
from model.base.files import file_sha256, listed_sums
from model.base.places import data_folder
from model.base.policy import policy

DEFAULT_BUNDLE = "demo"
"""Name of the default model, unless the installation package or the administrator's policy names another model."""


def installed_bundles() -> dict[str, Path]:
    """Return the files of the installed bundles by name.

    A bundle of the user takes precedence over a bundle of the program with the same name.
    """
    folders = [data_folder() / "bundles", Path(str(files("resources"))) / "bundles"]
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.safetensors")):
            found.setdefault(path.stem, path)
    return found


def default_bundle() -> str:
    """Return the name or the path of the model that is used if the user does not choose a model."""
    built = build_info()
    return policy().default_bundle or (built.bundle if built else DEFAULT_BUNDLE)


def verified_sha256(path: Path) -> str:
    """Return the SHA-256 of the bundle file at `path`.

    Raise BundleError if `SHA256SUMS` in the same folder lists another SHA-256 for this file.
    """
    found = file_sha256(path)
    expected = listed_sums(path.parent).get(path.name, found)
    if found != expected:
        raise BundleError(
            f"{path} is not the expected file: its SHA-256 is {found}, not {expected}.",
            "Install the program again.",
        )
    return found


def find_bundle(name_or_file: str) -> Path:
    """Return the bundle file for an installed name or a path. If `name_or_file` is "", return the default bundle."""
    name_or_file = name_or_file or default_bundle()
    installed = installed_bundles()
    if name_or_file in installed:
        return installed[name_or_file]
    path = Path(name_or_file).expanduser()
    if path.suffix == ".safetensors" or path.is_file():
        return path
    names = ", ".join(installed) or "none"
    raise BundleError(
        f"No bundle is called {name_or_file!r}. Installed: {names}.", "Give an installed name or a .safetensors file."
    )
