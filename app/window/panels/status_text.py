"""Text of the status bar for a session, the place under the cursor and the zoom; no Qt."""

import math

from app.language.model_text import of_model
from app.language.text import inside, number_text, tr
from app.session.pace import left_in_text, stage_text
from app.session.session import Session
from app.session.values import Pixel
from app.viewer.overlays.heat import Heat, heat
from app.viewer.overlays.lattice import tiles_of
from model.base.geometry import PointL0
from model.region.grid import box_at
from model.result.points import MEASURE

MPP_TIMES_MAGNIFICATION = 10.0
"""Product of the pixel size (um/px) and the magnification. It is a convention.

Scanners have about 0.25 um/px at 40x and 0.5 um/px at 20x.
"""


def place_text(session: Session, point: PointL0 | None) -> str:
    """Return the place under the cursor in um, or in px if the pixel size is unknown."""
    if point is None or session.image.seen is None:
        return ""
    mpp = session.image.seen.record.mpp
    if mpp is None:
        return tr("x {x} px   y {y} px", x=int(point.x), y=int(point.y))
    return tr("x {x:.1f} µm   y {y:.1f} µm", x=point.x * mpp, y=point.y * mpp)


def pixel_text(session: Session, point: PointL0 | None, pixel: Pixel | None) -> str:
    """Return the pixel under the cursor, for example "1000, 500 px   RGB 212 150 190".

    The coordinates are in full resolution and start at 0.
    """
    image = session.image.seen
    if point is None or image is None:
        return ""
    size = image.slide.size
    x, y = min(int(point.x), size.width - 1), min(int(point.y), size.height - 1)
    if pixel is None:
        return tr("{x}, {y} px", x=x, y=y)
    return tr(
        "{x}, {y} px   RGB {about}{red} {green} {blue}",
        x=x,
        y=y,
        about="" if pixel.exact else "≈ ",
        red=pixel.red,
        green=pixel.green,
        blue=pixel.blue,
    )


def scale_text(session: Session, zoom: float | None) -> str:
    """Return the pixel size, the magnification of the scan, and the zoom in percent."""
    if session.image.seen is None:
        return ""
    mpp = session.image.seen.record.mpp
    size = (
        tr("pixel size unknown")
        if mpp is None
        else tr("{mpp:.4g} µm/px   ≈ {scan:.2g}x", mpp=mpp, scan=MPP_TIMES_MAGNIFICATION / mpp)
    )
    return size if zoom is None else tr("{size}   zoom {percent} %", size=size, percent=_short(100 * zoom))


def magnification_text(session: Session, zoom: float | None) -> str:
    """Return the magnification on the screen, in percent if the pixel size is unknown."""
    if session.image.seen is None or zoom is None:
        return ""
    mpp = session.image.seen.record.mpp
    return f"{_short(100 * zoom)} %" if mpp is None else f"{_short(MPP_TIMES_MAGNIFICATION / mpp * zoom)}x"


def _short(value: float) -> str:
    """Return a number with three significant digits, but with all digits before the point; never as 6.4e+03."""
    return tr("{value:.0f}" if abs(value) >= 100 else "{value:.3g}", value=value)


def asked_zoom(text: str, mpp: float | None) -> float | None:
    """Return the zoom in screen px per level-0 px for a typed "20x", "20" or "50 %".

    Return None if the text is invalid. A magnification ("20x", "20") is invalid if the pixel size `mpp` is unknown.
    """
    typed = text.strip().lower().replace(",", ".")
    percent = typed.endswith("%")
    try:
        value = float(typed.rstrip("%x×").strip())
    except ValueError:
        return None
    if not 0 < value < float("inf"):
        return None
    if percent or mpp is None:
        return value / 100 if percent else None
    return value * mpp / MPP_TIMES_MAGNIFICATION


def value_text(session: Session, point: PointL0 | None) -> str:
    """Return the value of the drawn map at the tile under the cursor."""
    if point is None or session.region.placement is None or "heatmap" not in session.view.shown:
        return ""
    shown, tiles = heat(session), tiles_of(session)
    if shown is None or tiles is None:
        return ""
    index = box_at(tiles.boxes, point)
    if index is None:
        return ""
    value = float(shown.values.ravel()[index])
    known = _no_value(shown) if math.isnan(value) else number_text(f"{value:.{3 if shown.kind.layered else 4}f}")
    if shown.measure == MEASURE and not math.isnan(value):
        known = f"{number_text(f'{value:+.2f}')} {of_model(MEASURE)}"
    if shown.kind.layered:
        return tr(
            "layer {layer} {measure} {known}",
            layer=shown.choice.layer + 1,
            measure=of_model(shown.kind.measure),
            known=known,
        )
    return f"{inside(tr(shown.kind.title))} {known}"


def _no_value(shown: Heat) -> str:
    return tr("not analysed") if shown.kind.layered else tr("not analysed or not pooled")


def work_text(session: Session) -> str:
    """Return the progress of the work, for example "tiles 180/256   4 s left"."""
    if session.work.activity == "idle":
        return saving_text(session) or exporting_text(session)
    progress = session.work.progress
    if session.work.asked and session.work.activity == "analysing":
        return _all_text(session)
    if progress is None:
        return tr("waiting")
    left = session.work.pace.seconds_left if session.work.pace else None
    tiles = session.work.activity == "analysing" and progress.total
    counted = tr("tiles {done}/{total}", done=progress.done, total=progress.total) if tiles else stage_text(progress)
    return counted if left is None else f"{counted}   {left_in_text(left)}"


def saving_text(session: Session) -> str:
    """Return the progress of saving a picture, for example "saving spot.view.png: tile 12 of 80   Esc stops"."""
    saving = session.work.saving
    if saving is None:
        return ""
    progress = saving.progress
    far = "" if progress is None else f": {tr(progress.stage)}"
    if progress is not None and progress.total:
        far = tr(": tile {done} of {total}", done=progress.done + 1, total=progress.total)
    return tr("saving {name}{far}   Esc stops", name=saving.name, far=far)


def exporting_text(session: Session) -> str:
    """Return the progress of writing files, for example "result files of spot-1: 3 of 29 written   Esc stops"."""
    exporting = session.work.exporting
    if exporting is None:
        return ""
    progress = exporting.progress
    far = (
        tr(": {done} of {total} written", done=progress.done, total=progress.total)
        if progress is not None and progress.total
        else " …"
    )
    return tr("result files of {name}{far}   Esc stops", name=exporting.name, far=far)


def _all_text(session: Session) -> str:
    """Return the progress of a series of regions, for example "core 12 of 80   9 min left"."""
    what = tr("core") if session.core_here else tr("region")
    counted = tr(
        "{what} {number} of {all}",
        what=what,
        number=session.work.asked - len(session.work.queue),
        all=session.work.asked,
    )
    left = session.work.whole.seconds_left if session.work.whole else None
    return counted if left is None else f"{counted}   {left_in_text(left)}"
