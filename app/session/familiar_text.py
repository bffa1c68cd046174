"""Text about tissue that is unfamiliar to the model, made from a session. No Qt."""

import numpy as np

from app.language.text import mark, tr
from app.session.state import State
from model.familiarity.judge import NO_RECORD, UNFAMILIAR
from model.result.maps import UNFAMILIAR as MAP

NOT_ANALYSED = mark("Analyse the region first")


def why_no_familiar_map(session: State) -> str:
    """Return why the map of unfamiliar tissue cannot be shown; empty if it can."""
    partial = session.analysis.partial
    if partial is not None and partial.trace.steps:
        return "" if MAP in partial.trace.tiles else tr(_NO_RECORD)
    unknown = session.bundle is not None and session.bundle.manifest.familiarity is None
    return tr(_NO_RECORD) if unknown else tr(NOT_ANALYSED)


def familiar_legend(session: State) -> str:
    """Return the share of unfamiliar tissue tiles among the tiles analysed so far, as a sentence.

    For example: "12 % of tissue tiles (18 of 150) are unlike the training tissue".

    The text is empty if no tile was compared with the training tissue.
    """
    found = _counts(session)
    if found is None:
        return ""
    unlike, judged = found
    return tr(
        "{share:.0f} % of tissue tiles ({unlike} of {judged}) are unlike the training tissue",
        share=100 * unlike / judged,
        unlike=unlike,
        judged=judged,
    )


def familiar_link(session: State) -> str:
    """Return the text of the button that shows the map, for example "Unfamiliar tissue: 18 of 150 tiles"."""
    found = _counts(session)
    return (
        tr("Map of unfamiliar tissue")
        if found is None
        else tr("Unfamiliar tissue: {unlike} of {judged} tiles", unlike=found[0], judged=found[1])
    )


def _counts(session: State) -> tuple[int, int] | None:
    """Return the number of unfamiliar tiles and of compared tiles; None if no tile was compared."""
    partial = session.analysis.partial
    distance = partial.trace.tiles.get(MAP) if partial is not None else None
    if distance is None or not np.isfinite(distance).any():
        return None
    return int((distance > UNFAMILIAR).sum()), int(np.isfinite(distance).sum())


_NO_RECORD = NO_RECORD[:1].upper() + NO_RECORD[1:]
