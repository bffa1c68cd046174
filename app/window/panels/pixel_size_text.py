"""The texts of the question about the pixel size: the evidence, and what it suggests; no Qt."""

from typing import TYPE_CHECKING

from app.language.text import counted, tr

if TYPE_CHECKING:
    from model.tma.pixel_size_hints import PixelSizeHints


def evidence_text(hints: "PixelSizeHints | None") -> str:
    """Return what suggests a pixel size; "" without evidence."""
    if hints is None:
        return ""
    parts = []
    if hints.files_mpp is not None:
        parts.append(
            counted(
                hints.files,
                "{number} other image of this folder states {mpp:.4g} µm/px.",
                "{number} other images of this folder state {mpp:.4g} µm/px.",
                mpp=hints.files_mpp,
            )
        )
    if hints.candidates:
        parts.append(
            tr(
                "The tissue is round, {diameter:.0f} px across. If it is a core of a microarray, its diameter gives:",
                diameter=hints.core_px,
            )
        )
    return " ".join(parts)


def candidate_text(mm: float, mpp: float) -> str:
    """Return the diameter of a core and the pixel size that it would mean: "0.6 mm: 0.23 µm/px"."""
    return tr("{mm:g} mm: {mpp:.3g} µm/px", mm=mm, mpp=mpp)
