"""How the image is shown: turned, brighter, or with more contrast. The analysis always uses the pixels of the file.

No Qt.
"""

from dataclasses import dataclass

import numpy as np

from app.language.text import tr

BRIGHTEST = 100
"""Largest brightness setting. It adds 127.5 to the channel values 0 to 255. The smallest setting is -100."""
FLATTEST, STRONGEST = 25, 400
"""Smallest and largest contrast in percent."""
MIDDLE = 127.5


@dataclass(frozen=True)
class Adjustment:
    """Brightness and contrast of the displayed image.

    `brightness` is -100 to 100; each unit adds 1.275 to the values 0 to 255 of each channel. `contrast` is in percent:
    the distance of each value from middle grey (127.5) is multiplied by `contrast` / 100.
    """

    brightness: int = 0
    contrast: int = 100

    @property
    def is_neutral(self) -> bool:
        """Return whether the image is displayed unchanged."""
        return self == Adjustment()

    def limited(self) -> "Adjustment":
        """Return the adjustment with both values limited to their ranges."""
        return Adjustment(
            min(max(self.brightness, -BRIGHTEST), BRIGHTEST), min(max(self.contrast, FLATTEST), STRONGEST)
        )

    def table(self) -> np.ndarray:
        """Return the displayed value for each value 0 to 255 of a colour channel, uint8 [256]."""
        values = (np.arange(256) - MIDDLE) * (self.contrast / 100) + MIDDLE + self.brightness / 100 * MIDDLE
        return np.clip(np.rint(values), 0, 255).astype(np.uint8)


def display_text(turned: int, adjustment: Adjustment) -> str:
    """Return text on how the display differs from the file, for the label on the tissue; "" if it does not.

    `turned` is the number of clockwise quarter turns.
    """
    found = [tr("View rotated {degrees}°", degrees=90 * turned)] if turned else []
    if not adjustment.is_neutral:
        sign = "+" if adjustment.brightness > 0 else "−" if adjustment.brightness < 0 else ""
        found.append(
            tr(
                "Display adjusted: brightness {brightness}, contrast {contrast} %",
                brightness=f"{sign}{abs(adjustment.brightness)}",
                contrast=adjustment.contrast,
            )
        )
    return ". ".join(found)
