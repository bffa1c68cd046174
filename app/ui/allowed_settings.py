"""The values that a file of exported settings may have, by key."""

import re
from collections.abc import Mapping

from app.language.languages import LANGUAGES
from app.language.text import tr
from app.ui.theme import TEXT_PERCENTS
from model.base.colours import UNSIGNED

_SWITCH = ("yes", "no")
_ALLOWED = {
    "view/theme": ("dark", "light"),
    "view/core_list": _SWITCH,
    "view/language": ("system", *(code for code, _ in LANGUAGES)),
    "view/text_percent": tuple(map(str, TEXT_PERCENTS)),
    "view/colours": UNSIGNED,
    "view/fixed_range": _SWITCH,
    "view/map_quality": _SWITCH,
    "view/advanced": _SWITCH,
    "analysis/precision": ("exact", "fast", "fastest"),
    "analysis/encode_ahead": _SWITCH,
}
_OVERLAYS = ("cores", "grid", "heatmap", "windows")
"""Keys of the overlays that can be shown or hidden (`app.viewer.overlays.overlay_table`)."""
_DEVICE = re.compile(r"auto|cpu(-torch)?|mps|intel-gpu|npu|cuda(:\d{1,2})?")
_OPACITY = re.compile(r"0(\.\d+)?|1(\.0+)?")


def value_faults(given: Mapping[str, str]) -> tuple[str, ...]:
    """Return a text for each value in `given` that cannot be used: its key, the value, and the allowed values.

    A device that this computer lacks is allowed, because the program says so and chooses another one.
    """
    return tuple(
        tr("{key} is {value} (allowed: {allowed})", key=key, value=_shown(text), allowed=allowed)
        for key, text in sorted(given.items())
        if (allowed := _refused_for(key, text))
    )


def _refused_for(key: str, text: str) -> str:
    """Return the allowed values of `key` if `text` is none of them; otherwise ""."""
    if key == "analysis/device":
        return "" if _DEVICE.fullmatch(text) else "auto, cpu, cpu-torch, cuda:0, mps, intel-gpu, npu"
    if key == "view/opacity":
        return "" if _OPACITY.fullmatch(text) else tr("a number from 0.00 to 1.00")
    if key == "view/shown":
        known = set(filter(None, text.split("\n"))) <= set(_OVERLAYS)
        return "" if known else tr("{names}, one in each line", names=", ".join(_OVERLAYS))
    allowed = _ALLOWED.get(key)
    return "" if allowed is None or text in allowed else ", ".join(map(_shown, allowed))


def _shown(text: str) -> str:
    """Return at most 40 characters of a value in quotation marks."""
    line = " ".join(text.split())
    return f'"{line}"' if len(line) <= 40 else f'"{line[:39]}…"'
