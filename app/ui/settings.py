"""The user's settings, saved in an INI file."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings

from model.base.colours import UNSIGNED
from model.base.places import HOME_VARIABLE
from model.result.prediction import Precision


@dataclass(frozen=True)
class Settings:
    """The user's settings. The defaults apply at the first start."""

    theme: str = "dark"
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
    bundle: str = ""
    """Name or file of the model; "" selects the embedded model."""
    recent: tuple[Path, ...] = ()
    last_folder: Path | None = None
    geometry: bytes = b""
    """Position and size of the window, encoded by Qt."""
    layout: bytes = b""
    """Positions of the panels, encoded by Qt."""


def settings_file() -> Path:
    """Return the settings file. An environment variable can set the folder."""
    home = os.environ.get(HOME_VARIABLE)
    folder = Path(home) if home else Path(platformdirs.user_config_dir("Histocast", appauthor=False))
    return folder / "settings.ini"


def load_settings() -> Settings:
    """Load the saved settings. A missing or damaged value gets its default."""
    stored = QSettings(str(settings_file()), QSettings.Format.IniFormat)
    first = Settings()
    folder = _text(stored, "files/last_folder", "")
    shown = _text(stored, "view/shown", "\n".join(sorted(first.shown)))
    recent = _text(stored, "files/recent", "")
    theme = _text(stored, "view/theme", first.theme)
    return Settings(
        theme=theme if theme in ("dark", "light") else first.theme,
        colours=_text(stored, "view/colours", first.colours),
        opacity=_share(_text(stored, "view/opacity", ""), first.opacity),
        shown=frozenset(filter(None, shown.split("\n"))),
        fixed_range=_text(stored, "view/fixed_range", "no") == "yes",
        map_quality=_text(stored, "view/map_quality", "no") == "yes",
        advanced=_text(stored, "view/advanced", "no") == "yes",
        device=_text(stored, "analysis/device", first.device),
        precision="fast" if _text(stored, "analysis/precision", first.precision) == "fast" else "exact",
        encodes_ahead=_text(stored, "analysis/encode_ahead", "yes") != "no",
        bundle=_text(stored, "analysis/bundle", first.bundle),
        recent=tuple(Path(line) for line in recent.split("\n") if line),
        last_folder=Path(folder) if folder else None,
        geometry=_bytes(stored, "window/geometry"),
        layout=_bytes(stored, "window/layout"),
    )


def save_settings(settings: Settings) -> None:
    """Save `settings`. If the folder is not writable, do nothing, because no work is lost."""
    stored = QSettings(str(settings_file()), QSettings.Format.IniFormat)
    for key, value in (
        ("view/theme", settings.theme),
        ("view/colours", settings.colours),
        ("view/opacity", f"{settings.opacity:.2f}"),
        ("view/shown", "\n".join(sorted(settings.shown))),
        ("view/fixed_range", "yes" if settings.fixed_range else "no"),
        ("view/map_quality", "yes" if settings.map_quality else "no"),
        ("view/advanced", "yes" if settings.advanced else "no"),
        ("analysis/device", settings.device),
        ("analysis/precision", settings.precision),
        ("analysis/encode_ahead", "yes" if settings.encodes_ahead else "no"),
        ("analysis/bundle", settings.bundle),
        ("files/recent", "\n".join(str(path) for path in settings.recent)),
        ("files/last_folder", str(settings.last_folder or "")),
        ("window/geometry", QByteArray(settings.geometry)),
        ("window/layout", QByteArray(settings.layout)),
    ):
        stored.setValue(key, value)
    stored.sync()


def _text(stored: QSettings, key: str, default: str) -> str:
    value = stored.value(key, default)
    return value if isinstance(value, str) else default


def _bytes(stored: QSettings, key: str) -> bytes:
    value = stored.value(key)
    return bytes(value.data()) if isinstance(value, QByteArray) else b""


def _share(text: str, default: float) -> float:
    try:
        value = float(text)
    except ValueError:
        return default
    return value if 0 <= value <= 1 else default
