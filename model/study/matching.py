"""Find the image of a row by the name in the sheet, or return the reason why it was not found."""

import os
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from model.base.plural import plural
from model.tma.labels import place_named


@dataclass(frozen=True)
class Match:
    """The images that belong to a row of the sheet. If there are none, `reason` says why."""

    images: tuple[tuple[Path, str], ...] = ()
    """Pairs of an image and the core name in its file name; the core name can be ""."""
    reason: str = ""


@dataclass
class ImageIndex:
    """The images of a folder, indexed by the names that a sheet can use for them."""

    images: Sequence[Path]
    bases: Sequence[Path]
    """Folders to which paths in the sheet can be relative: the folder of the images, and the folder of the sheet."""
    _named: dict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    _at: dict[str, Path] = field(default_factory=dict)
    """The images by absolute path."""

    def __post_init__(self) -> None:
        self._at.update((os.path.abspath(image), image) for image in self.images)
        for image in self.images:
            for name in dict.fromkeys((image.name.casefold(), image.stem.casefold())):
                self._named[name].append(image)

    def called(self, text: str) -> Match:
        """Return the image that `text` names by its path, by its file name, or by its file name without suffix."""
        for base in self.bases:
            image = self._at.get(os.path.abspath(base / text.replace("\\", "/")))
            if image is not None:
                return Match(((image, ""),))
        found = self._named.get(Path(text.replace("\\", "/")).name.casefold(), [])
        if len(found) > 1:
            return Match(reason=f"{plural(len(found), 'image is', 'images are')} called {text!r}")
        return Match(((found[0], ""),)) if found else Match(reason=f"there is no image {text!r}")

    def of_patient(self, patient: str) -> Match:
        """Return the images whose names begin with the patient's id.

        The id must be the whole name, or a character other than a letter or digit must follow it: P12.png, P12_A-4.png.
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
        """Return a hint if an image would match after leading zeros are removed, else ""."""
        for image in self.images if patient.isascii() and patient.isdigit() else ():
            digits = re.match(r"\d+", image.stem, re.ASCII)
            if digits and digits[0].lstrip("0") == patient.lstrip("0"):
                return f"; {image.name} differs only in leading zeros, which are part of an id"
        return ""


def _core(rest: str) -> str:
    place = place_named(rest.strip(" _-.()")) if rest else None
    return place.label if place else ""
