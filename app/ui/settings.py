"""The user's settings, saved as text in a JSON file."""

import base64
import binascii
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.language.languages import Wanted, wanted_language
from app.language.text import tr
from app.ui.allowed_settings import value_faults
from app.ui.settings_file import read_texts, write_texts
from app.ui.theme import TEXT_PERCENTS
from model.base.colours import UNSIGNED
from model.base.errors import SettingsFileError
from model.base.places import settings_file
from model.result.prediction import Precision, precision_of

log = logging.getLogger("histocast")
MODEL = "analysis/bundle"
_PERSONAL = ("files/", "window/", "person/", MODEL)
"""Prefixes of the keys whose values belong to one user on one computer and are neither exported nor imported."""


@dataclass(frozen=True)
class Settings:
    """The user's settings. The defaults apply at the first start."""

    theme: str = "dark"
    core_list: bool = True
    language: Wanted = "system"
    """Language of the window, from the next start on."""
    text_percent: int = 100
    """Size of all text in percent of the system's text size, one of `app.ui.theme.TEXT_PERCENTS`."""
    colours: str = UNSIGNED[0]
    opacity: float = 0.45
    shown: frozenset[str] = frozenset({"cores", "grid", "heatmap", "windows"})
    fixed_range: bool = False
    map_quality: bool = False
    advanced: bool = False
    """Whether the section *Advanced* is expanded."""
    device: str = "auto"
    precision: Precision = "exact"
    encodes_ahead: bool = True
    operator: str = ""
    """The user's name on case reports and exports; "" for the name of the account."""
    bundle: str = ""
    """Name or file of the model; "" selects the embedded model."""
    recent: tuple[Path, ...] = ()
    last_folder: Path | None = None
    geometry: bytes = b""
    """Position and size of the window, encoded by Qt."""
    layout: bytes = b""
    """Positions of the panels, encoded by Qt."""
    moved_docks: frozenset[str] = frozenset()
    """Names of the docks that are on the other side of the window than at the first start."""


def load_settings() -> Settings:
    """Load the saved settings. A missing or damaged value gets its default."""
    return _from_texts(read_texts(settings_file()))


def exported_settings(path: Path, settings: Settings) -> None:
    """Write `settings` to `path` for another computer, without recent files, model file and the window's position.

    Raise OSError if this fails.
    """
    write_texts(path, {key: text for key, text in _texts(settings).items() if not key.startswith(_PERSONAL)})


def imported_settings(path: Path, now: Settings) -> Settings:
    """Return `now` with the settings of the exported file `path`.

    Raise SettingsFileError if the file holds no settings, or a value that cannot be used.
    """
    given, known = read_texts(path), _texts(now)
    used = {key: text for key, text in given.items() if key in known and not key.startswith(_PERSONAL)}
    if not used:
        raise SettingsFileError(
            tr("{name} holds no settings.", name=path.name), tr("Choose a file that the settings dialog exported.")
        )
    wrong = value_faults(used)
    if wrong:
        told = tr("{name} has values that cannot be used: {wrong}.", name=path.name, wrong="; ".join(wrong))
        raise SettingsFileError(told, tr("Correct these values in the file, or export the settings again."))
    return _from_texts(known | used)


def names_model(path: Path) -> bool:
    """Return whether the file of exported settings names a model, as earlier versions of the program wrote it."""
    return bool(read_texts(path).get(MODEL))


def _from_texts(stored: Mapping[str, str]) -> Settings:
    first = Settings()
    folder = stored.get("files/last_folder", "")
    shown = stored.get("view/shown", "\n".join(sorted(first.shown)))
    recent = stored.get("files/recent", "")
    theme = stored.get("view/theme", first.theme)
    return Settings(
        theme=theme if theme in ("dark", "light") else first.theme,
        core_list=stored.get("view/core_list", "yes") != "no",
        language=wanted_language(stored.get("view/language", first.language)),
        text_percent=_percent(stored.get("view/text_percent", ""), first.text_percent),
        colours=stored.get("view/colours", first.colours),
        opacity=_share(stored.get("view/opacity", ""), first.opacity),
        shown=frozenset(filter(None, shown.split("\n"))),
        fixed_range=stored.get("view/fixed_range", "no") == "yes",
        map_quality=stored.get("view/map_quality", "no") == "yes",
        advanced=stored.get("view/advanced", "no") == "yes",
        device=stored.get("analysis/device", first.device),
        precision=precision_of(stored.get("analysis/precision", first.precision)),
        encodes_ahead=stored.get("analysis/encode_ahead", "yes") != "no",
        operator=stored.get("person/operator", first.operator),
        bundle=stored.get("analysis/bundle", first.bundle),
        recent=tuple(Path(line) for line in recent.split("\n") if line),
        last_folder=Path(folder) if folder else None,
        geometry=_bytes(stored, "window/geometry"),
        layout=_bytes(stored, "window/layout"),
        moved_docks=frozenset(filter(None, stored.get("window/moved_docks", "").split("\n"))),
    )


def save_settings(settings: Settings) -> None:
    """Save `settings`. If the folder is not writable, only log the error, because no work is lost."""
    try:
        write_texts(settings_file(), _texts(settings))
    except OSError as error:
        log.warning("The settings were not saved: %s", error.strerror)


def _texts(settings: Settings) -> dict[str, str]:
    return {
        "view/theme": settings.theme,
        "view/core_list": "yes" if settings.core_list else "no",
        "view/language": settings.language,
        "view/text_percent": str(settings.text_percent),
        "view/colours": settings.colours,
        "view/opacity": f"{settings.opacity:.2f}",
        "view/shown": "\n".join(sorted(settings.shown)),
        "view/fixed_range": "yes" if settings.fixed_range else "no",
        "view/map_quality": "yes" if settings.map_quality else "no",
        "view/advanced": "yes" if settings.advanced else "no",
        "analysis/device": settings.device,
        "analysis/precision": settings.precision,
        "analysis/encode_ahead": "yes" if settings.encodes_ahead else "no",
        "analysis/bundle": settings.bundle,
        "person/operator": settings.operator,
        "files/recent": "\n".join(str(path) for path in settings.recent),
        "files/last_folder": str(settings.last_folder or ""),
        "window/geometry": base64.b64encode(settings.geometry).decode("ascii"),
        "window/layout": base64.b64encode(settings.layout).decode("ascii"),
        "window/moved_docks": "\n".join(sorted(settings.moved_docks)),
    }


def _bytes(stored: Mapping[str, str], key: str) -> bytes:
    try:
        return base64.b64decode(stored.get(key, ""), validate=True)
    except (binascii.Error, ValueError):
        return b""


def _percent(text: str, default: int) -> int:
    return next((percent for percent in TEXT_PERCENTS if text == str(percent)), default)


def _share(text: str, default: float) -> float:
    try:
        value = float(text)
    except ValueError:
        return default
    return value if 0 <= value <= 1 else default
