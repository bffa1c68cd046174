"""The sentences that stand on every screen, report and export, and text made plain for a font of few letters."""

import unicodedata

from model.bundle.record import BundleRecord
from model.result.prediction import Prediction

RESEARCH_USE_ONLY = "Research use only. Not for diagnosis or treatment decisions."
DEMO = "DEMO MODEL: trained on synthetic tissue, it has no clinical meaning."
SHORT_HASH = 8
"""Letters of a SHA-256 that tell models apart on a screen; exports carry the whole."""

_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "−": "-", "×": "x", "Δ": "d", "µ": "u", "μ": "u", "ß": "ss", "≥": ">=", "≤": "<="}
)


def disclaimers(bundle: BundleRecord) -> tuple[str, ...]:
    """What must be said beside any result of `bundle`, most particular first."""
    return (DEMO, RESEARCH_USE_ONLY) if bundle.demo else (RESEARCH_USE_ONLY,)


def qualifier(prediction: Prediction, digits: int = 2) -> str:
    """What must stand beside the probability: "uncalibrated", or the calibration with its interval."""
    if prediction.interval is None:
        return prediction.bundle.calibration
    low, high = prediction.interval
    return f"{prediction.bundle.calibration}, 95 % interval {low:.{digits}f} to {high:.{digits}f}"


def drawn_reading(random_orders: int) -> str:
    """What maps and the running probability show, where the probability is not that of the reading they show."""
    if not random_orders:
        return ""
    return f"Drawn is one reading in raster order; the probability is the mean over {random_orders} random orders."


def short(sha256: str) -> str:
    """The first letters of a hash, for people."""
    return sha256[:SHORT_HASH]


def plain(text: str) -> str:
    """`text` in ASCII: accents dropped, signs spelled, "?" for what has no near letter."""
    folded = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in folded if not unicodedata.combining(c)).encode("ascii", "replace").decode("ascii")
