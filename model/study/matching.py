"""Find the image of a row by the name in the sheet, or give the reason why there is none."""

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from model.tma.labels import place_named


@dataclass(frozen=True)
class Match:
    """`images`: those that are the row's; none: `reason` says why."""

    images: tuple[tuple[Path, str], ...] = ()
    """Image, and the core that its name tells, or nothing."""
    reason: str = ""


@dataclass
class ImageIndex:
    """The images of a folder by what a sheet may call them."""

    images: Sequence[Path]
    bases: Sequence[Path]
    """Folders that paths in the sheet may be relative to: that of the images, that of the sheet."""
    _named: dict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    _at: dict[str, Path] = field(default_factory=dict)
    """By absolute path."""

    def __post_init__(self) -> None:
        self._at.update((os.path.abspath(image), image) for image in self.images)
        for image in self.images:
            for name in dict.fromkeys((image.name.casefold(), image.stem.casefold())):
                self._named[name].append(image)

    def called(self, text: str) -> Match:
        """Return the image that a cell names by path, by file name, or by file name without suffix."""
        for base in self.bases:
            image = self._at.get(os.path.abspath(base / text.replace("\\", "/")))
            if image is not None:
                return Match(((image, ""),))
        found = self._named.get(Path(text.replace("\\", "/")).name.casefold(), [])
        if len(found) > 1:
            return Match(reason=f"{len(found)} images are called {text!r}")
        return Match(((found[0], ""),)) if found else Match(reason=f"there is no image {text!r}")

    def of_patient(self, patient: str) -> Match:
        """Return the images whose names begin with the patient's id, followed by nothing or a sign.

        Examples: P12.png, P12_A-4.png.
        """
        found = []
        for image in self.images if patient else ():
            stem = image.stem.casefold()
            rest = stem.removeprefix(patient.casefold())
            if stem.startswith(patient.casefold()) and re.match(r"$|[^0-9a-z]", rest):
                found.append((image, _core(rest)))
        if found:
            return Match(tuple(found))
        return Match(reason=f"no image's name begins with {patient!r}{self._near(patient)}")

    def _near(self, patient: str) -> str:
        """Return a hint to an image that would match if leading zeros were ignored; "" if there is none."""
        for image in self.images if patient.isascii() and patient.isdigit() else ():
            digits = re.match(r"\d+", image.stem, re.ASCII)
            if digits and digits[0].lstrip("0") == patient.lstrip("0"):
                return f"; {image.name} differs in leading zeros, which count"
        return ""


def _core(rest: str) -> str:
    place = place_named(rest.strip(" _-.()")) if rest else None
    return place.label if place else ""
