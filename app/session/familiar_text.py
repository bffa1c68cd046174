"""Text on tissue that the model does not know, for a session; no Qt."""

import numpy as np

from app.session.state import State
from model.familiarity.judge import NO_RECORD, UNFAMILIAR
from model.result.maps import UNFAMILIAR as MAP

NOT_ANALYSED = "Analyse the region first"


def why_no_familiar_map(session: State) -> str:
    """Return why the map of unfamiliar tissue cannot be shown; empty if it can."""
    partial = session.analysis.partial
    if partial is not None and partial.trace.steps:
        return "" if MAP in partial.trace.tiles else _NO_RECORD
    unknown = session.bundle is not None and session.bundle.manifest.familiarity is None
    return _NO_RECORD if unknown else NOT_ANALYSED


def familiar_legend(session: State) -> str:
    """Return "12 % of tissue tiles (18 of 150) are unlike the training tissue", of the tiles analysed so far.

    It is empty where no tile was compared.
    """
    partial = session.analysis.partial
    distance = partial.trace.tiles.get(MAP) if partial is not None else None
    if distance is None or not np.isfinite(distance).any():
        return ""
    judged, unlike = int(np.isfinite(distance).sum()), int((distance > UNFAMILIAR).sum())
    return f"{unlike / judged:.0%} of tissue tiles ({unlike} of {judged}) are unlike the training tissue".replace(
        "%", " %"
    )


_NO_RECORD = NO_RECORD[:1].upper() + NO_RECORD[1:]
