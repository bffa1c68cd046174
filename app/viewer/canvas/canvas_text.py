"""Describe in words what the canvas shows and what has changed, for screen readers and *Describe the view*. No Qt.

Nothing is said outside the viewer: a blinded reader must not hear the model's answers.
"""

import math
from pathlib import Path
from statistics import median

from app.language.model_text import of_model
from app.language.text import counted, mark, number_text, tr
from app.session.display import Adjustment, display_text
from app.session.mode_text import mode_text
from app.session.outcome_text import outcome_of
from app.session.session import Session, differs
from app.session.tile_places import tile_place
from app.viewer.overlays.heat import drawn, heat
from app.viewer.overlays.map_alternative import map_alternative, value_at
from model.base.probability_text import probability_text
from model.result.marks import length_text, value_text

_ADDED = {
    "length": mark("Added length:"),
    "area": mark("Added area:"),
    "outline": mark("Added outline:"),
    "note": mark("Added note:"),
}
NO_IMAGE = mark("No image is open.")
NOT_ANALYSED, ANALYSED_EARLIER = mark("Not analysed yet."), mark("Its saved result stands in the result panel.")
UPRIGHT = mark("Rows, columns and parts are those of the upright image.")
USE = mark(
    "Arrow keys select a tile. Plus and minus zoom, Ctrl and Shift with an arrow key move the view, Ctrl with an arrow "
    "key moves the analysis region."
)


def canvas_text(session: Session) -> str:
    """Return the description of the canvas: image, result, map, cores and the selected tile, one paragraph each."""
    if session.workspace != "viewer":
        return ""
    image = session.image.seen
    if image is None:
        return tr(NO_IMAGE)
    record = image.record
    size = image.slide.size
    scale = tr("{mpp:.4g} µm/px", mpp=record.mpp) if record.mpp else tr("pixel size unknown")
    head = tr(
        "Image {name}, {width} × {height} px, {scale}.",
        name=Path(record.path).name,
        width=size.width,
        height=size.height,
        scale=scale,
    )
    parts = [head, _display(session)]
    parts += [_result(session), map_alternative(session) if _analysed(session) else "", _cores(session)]
    parts += [_marks(session), _selected(session), _ended(mode_text(session)), _cross(session)]
    return "\n".join(part for part in parts if part)


def announcement(old: Session, new: Session) -> str:
    """Return what a screen reader says when the session has changed from `old` to `new`; "" if nothing is to be said.

    The most important change is said: a notice, the result, the start of the work, the map, the mode, or the tile.
    """
    if new.workspace != "viewer" or old.workspace != "viewer":
        return ""
    changes = (_new_notice, _new_result, _new_work, _new_map, _new_mode, _new_turn, _new_mark, _new_cross, _new_tile)
    return next(filter(None, (change(old, new) for change in changes)), "")


def _new_notice(old: Session, new: Session) -> str:
    notice = new.notice if new.notice is not old.notice else None
    return f"{_ended(notice.title)} {notice.remedy}".strip() if notice is not None else ""


def _new_result(old: Session, new: Session) -> str:
    found = new.analysis.prediction
    return _result(new) if found is not None and found is not old.analysis.prediction else ""


def _new_map(old: Session, new: Session) -> str:
    shown = heat(new) if _analysed(new) and differs(old, new, _map_shown) else None
    if shown is None:
        return ""
    if "heatmap" not in new.view.shown:
        return tr("The map is switched off.")
    return tr("Map: {title}.", title=of_model(shown.title))


def _new_mode(old: Session, new: Session) -> str:
    if mode_text(new) == mode_text(old):
        return ""
    return f"{_ended(mode_text(new))} {_cross(new)}".strip() if new.image.cross is not None else mode_text(new)


def _new_cross(old: Session, new: Session) -> str:
    return _cross(new) if new.image.cross is not old.image.cross else ""


def _cross(session: Session) -> str:
    """Return where the cross for drawing with keys is, on the upright image, and what was drawn so far."""
    cross, image = session.image.cross, session.image.seen
    if cross is None or image is None:
        return ""
    mpp = image.record.mpp
    place = tr(
        "Cross: {x} from the left, {y} from the top.",
        x=of_model(length_text(cross.at.x, mpp)),
        y=of_model(length_text(cross.at.y, mpp)),
    )
    if not cross.points:
        return place
    if session.image.ruling:
        start = cross.points[0]
        length = length_text(math.hypot(cross.at.x - start.x, cross.at.y - start.y), mpp)
        return f"{place} {tr('Length: {length}.', length=of_model(length))}"
    return f"{place} {counted(len(cross.points), '{number} corner is set.', '{number} corners are set.')}"


def _new_turn(old: Session, new: Session) -> str:
    same = old.image.seen is not None and new.image.seen is not None and old.image.seen.slide is new.image.seen.slide
    if not same or old.image.turned == new.image.turned:
        return ""
    return _ended(display_text(new.image.turned, Adjustment())) or tr("The view is upright.")


def _new_mark(old: Session, new: Session) -> str:
    """Return the value of a measurement or the text of a note that the user has just added."""
    image = new.image.opened
    if image is None or image is not old.image.opened or len(new.image.marks) != len(old.image.marks) + 1:
        return ""
    added = new.image.marks[-1]
    value = of_model(value_text(added, image.record.mpp)) or added.text
    return _ended(f"{tr(_ADDED[added.kind])} {value}".strip())


def _new_tile(old: Session, new: Session) -> str:
    changed = new.region.selected != old.region.selected and not new.analysis.playing
    return _selected(new) if changed else ""


def _result(session: Session) -> str:
    if session.analysis.prediction is not None:
        return " ".join(_ended(line) for line in outcome_of(session.analysis.prediction).text.splitlines())
    if session.work.activity == "analysing":
        return tr("The analysis is running.")
    if session.image.opened is None:
        return ""
    return tr(NOT_ANALYSED) if session.saved_here is None or not session.saved_here.results else tr(ANALYSED_EARLIER)


def _new_work(old: Session, new: Session) -> str:
    if new.work.activity == old.work.activity:
        return ""
    return _begun(new) if new.work.activity != "idle" else _finished(old, new)


def _begun(new: Session) -> str:
    if new.work.activity == "analysing":
        return tr("The analysis is running.")
    if new.work.activity == "searching":
        return tr("The search for cores is running.")
    return tr("Opening {name}.", name=new.image.opening.name) if new.image.opening else ""


def _finished(old: Session, new: Session) -> str:
    image = new.image.seen
    if old.work.activity == "searching":
        return _cores(new)
    if old.work.activity == "analysing":
        return tr("The analysis has stopped without a result.")
    opened = image is not None and image is not old.image.seen
    if image is None or not opened:
        return ""
    return tr("{name} is open. {result}", name=Path(image.record.path).name, result=_result(new)).strip()


def _display(session: Session) -> str:
    """Return how the display differs from the file.

    If the view is turned, add that positions refer to the upright image.
    """
    shown = _ended(display_text(session.image.turned, session.view.adjustment))
    return f"{shown} {tr(UPRIGHT)}" if session.image.turned else shown


def _marks(session: Session) -> str:
    """Return text on how many measurements and notes the image has.

    Screen readers find their texts in the list of measurements and notes.
    """
    count = len(session.image.marks)
    if not count:
        return ""
    said = counted(
        count, "{number} measurement or note on this image.", "{number} measurements and notes on this image."
    )
    return said if session.view.marks else f"{said} {tr('Measurements and notes are hidden; V shows them.')}"


def _cores(session: Session) -> str:
    array, core = session.cores.array, session.core_here
    if array is None:
        return ""
    missing = len(array.cores) - len(array.present)
    said = counted(
        len(array.present),
        "Microarray with {number} core, {missing} missing.",
        "Microarray with {number} cores, {missing} missing.",
        missing=missing,
    )
    chosen = tr("Selected core: {label}.", label=core.label) if core is not None else ""
    return " ".join(part for part in (said, _colours(session), chosen) if part)


def _colours(session: Session) -> str:
    """Return the values that the colours of the cores stand for: their number, range and median."""
    shown = {
        label: result.probability
        for label, result in session.core_results().items()
        if result.probability is not None
    }
    if not shown:
        return ""
    lowest, highest = min(shown, key=shown.__getitem__), max(shown, key=shown.__getitem__)
    return counted(
        len(shown),
        "{number} core has a probability of 5-year survival: {lowest} ({core}), {qualifier}.",
        "{number} cores have a probability of 5-year survival: lowest {lowest} ({core}), highest {highest} ({other}), "
        "median {median}, {qualifier}.",
        lowest=number_text(probability_text(shown[lowest])),
        core=lowest,
        highest=number_text(probability_text(shown[highest])),
        other=highest,
        median=number_text(probability_text(median(shown.values()))),
        qualifier=", ".join(sorted({of_model(r.qualifier) for r in session.core_results().values()})),
    )


def _selected(session: Session) -> str:
    index = session.region.selected
    if index is None or session.image.opened is None or session.bundle is None:
        return ""
    shown = heat(session)
    value = f", {of_model(shown.title)}: {value_at(shown, index)}" if shown is not None else ""
    return tr("Selected tile: {place}{value}.", place=tile_place(session.grid, index), value=value)


def _map_shown(session: Session) -> tuple[object, ...]:
    row = drawn(session)
    return "heatmap" in session.view.shown, row.key if row is not None else "", session.view.map


def _analysed(session: Session) -> bool:
    return session.analysis.partial is not None and session.work.activity == "idle"


def _ended(text: str) -> str:
    """Return `text` with a full stop at its end, so that a screen reader pauses there."""
    return text if not text or text[-1] in ".!?:…" else f"{text}."
