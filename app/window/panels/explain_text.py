"""What the window says of explanations: a session comes in, sentences and named tiles go out; no Qt."""

import math
from dataclasses import dataclass

import numpy as np

from app.session.session import Session
from app.viewer.overlays.heat import drawn, wanted
from app.viewer.overlays.occluded_tiles import glass_text
from model.explain.agreement import LEAST
from model.explain.explanation import METHODS, TOP, Explanation, top_tiles
from model.result.export.wording import drawn_reading

WAITING = "agreement with integrated gradients not known yet"


@dataclass(frozen=True)
class NamedTile:
    """A tile that a map names: its value in words, and all of it in a sentence for a screen reader."""

    index: int
    value: str
    sentence: str


@dataclass(frozen=True)
class ExplainText:
    """What stands under the map: an empty string takes no room.

    `towards` are the tiles with the greatest values, `against` those with the least, each under its title.
    """

    shown: bool = False
    progress: str = ""
    failed: str = ""
    without: str = ""
    """What the probability would be if the tiles the user laid glass over were glass."""
    agreement: str = ""
    residual: str = ""
    reach: str = ""
    titles: tuple[str, str] = ("", "")
    towards: tuple[NamedTile, ...] = ()
    against: tuple[NamedTile, ...] = ()
    can_start: bool = False
    """The two maps of importance are neither known nor under way."""


def map_text(session: Session) -> str:
    """The sentence under the map: what is drawn, what it is and is not, and what is still waited for."""
    chosen, shown = wanted(session), drawn(session)
    row = shown or chosen
    words = [row.sentence]
    if row.key not in METHODS:
        words.append(drawn_reading(session.bundle.manifest.random_orders if session.bundle else 0))
    if shown is not None and shown.key != chosen.key:
        words.insert(0, f"{chosen.title} is not known yet; drawn is {_mild(shown.title)}.")
    found = session.explained.found.get(row.key)
    if found is not None and found.greyed:
        words.append(f"In greys, since its rank agreement with the other map of importance is under {LEAST}.")
    elif found is not None and row.key == "occlusion" and found.agreement is None:
        words.append(f"{WAITING[:1].upper()}{WAITING[1:]}.")
    return " ".join(word for word in words if word)


def explain_text(session: Session) -> ExplainText:
    """All that stands under the map of a prediction whose number may be seen."""
    if session.prediction is None or session.refused:
        return ExplainText()
    known = session.explained
    row = wanted(session)
    named = known.found.get(row.key) or known.found.get("occlusion")
    occluded, integrated = known.found.get("occlusion"), known.found.get("ig")
    asked = session.explaining.asked if session.explaining else ()
    towards, against = top_tiles(named, TOP) if named else ((), ())
    return ExplainText(
        shown=True,
        progress=_progress(session),
        failed=known.failed.get(row.key, ""),
        without=f"With glass: {glass_text(session)}" if session.glazed and session.without else "",
        agreement=_agreement(occluded),
        residual=_residual(integrated),
        reach=_reach(known.found.get("memory")) if row.key == "memory" else "",
        titles=_titles(named),
        towards=_tiles(session, named, towards),
        against=_tiles(session, named, against),
        can_start=session.can_explain and integrated is None and "ig" not in asked,
    )


def _mild(title: str) -> str:
    return title[:1].lower() + title[1:]


def _progress(session: Session) -> str:
    """ "Explaining: occluding tiles, 128 of 1200"."""
    if session.explaining is None:
        return ""
    progress = session.explaining.progress
    if progress is None:
        return "Explaining …"
    share = f", {progress.done} of {progress.total}" if progress.total else " …"
    return f"Explaining: {progress.stage}{share}"


def _agreement(occluded: Explanation | None) -> str:
    if occluded is None or occluded.agreement is None:
        return ""
    return f"Occlusion and integrated gradients: {occluded.agreement.words}."


def _residual(integrated: Explanation | None) -> str:
    if integrated is None:
        return ""
    facts = integrated.facts["integrated_gradients"]
    state = "complete" if facts["complete"] else "NOT complete"
    share = f"{facts['residual_share']:.2%}".replace("%", " %")
    return f"Integrated gradients {state}: residual {facts['residual']:+.2g} log odds, {share} of the way from glass."


def _reach(memory: Explanation | None) -> str:
    if memory is None:
        return ""
    back = memory.facts["reach_tiles_back_by_layer"]
    layers = ", ".join(f"{tiles} in layer {number}" for number, tiles in enumerate(back, 1))
    return f"Tiles back until less than 1 % reaches the end: {layers}."


def _titles(found: Explanation | None) -> tuple[str, str]:
    if found is None:
        return "", ""
    if not found.method.signed:
        return f"{found.method.title}, greatest", ""
    return f"{found.method.title}, towards survival", f"{found.method.title}, towards death"


def _tiles(session: Session, found: Explanation | None, indices: tuple[int, ...]) -> tuple[NamedTile, ...]:
    if found is None or found.values is None:
        return ()
    most = float(np.nanmax(np.abs(found.values)))
    # Two figures of the greatest: what has less than a hundredth of it says nothing.
    decimals = max(0, 1 - math.floor(math.log10(most)))
    named = []
    for index in indices:
        cell = session.grid.cell(index)
        value = f"{float(found.values[index]):{'+' if found.method.signed else ''}.{decimals}f}".replace("-", "−")
        sentence = f"Row {cell.row + 1}, column {cell.col + 1}: {value} {found.method.measure}"
        named.append(NamedTile(index, value, sentence))
    return tuple(named)

