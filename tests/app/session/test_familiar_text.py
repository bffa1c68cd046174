"""The map of unfamiliar tissue: its switch, its legend, and why there is none."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from app.session.familiar_text import NOT_ANALYSED, familiar_legend, why_no_familiar_map
from app.session.session import Session
from model.result.maps import UNFAMILIAR, MapChoice

RECORD = {"version": 1}
"""Stands for a bundle's record; the texts only look whether there is one."""


def judged(session, distance):
    """`session` with these distances to the training tissue, one for each tile."""
    partial, prediction = session.analysis.partial, session.analysis.prediction
    tiles = MappingProxyType({UNFAMILIAR: np.array(distance, np.float32)})
    trace = replace(partial.trace, tiles=tiles)
    analysis = replace(
        session.analysis, partial=replace(partial, trace=trace), prediction=replace(prediction, trace=trace)
    )
    return replace(session, analysis=analysis)


def test_the_legend_counts_tissue_tiles_only(world):
    # 100 tiles of glass, 150 familiar ones of which one lies on the limit, and 6 beyond it.
    session = judged(world.predicted(), [np.nan] * 100 + [0.3] * 149 + [1.0] + [1.01] * 6)
    assert familiar_legend(session) == "4 % of tissue tiles (6 of 156) are unlike the training tissue"
    assert familiar_legend(judged(world.predicted(), [np.nan] * 256)) == ""
    assert familiar_legend(world.predicted()) == familiar_legend(Session()) == ""


def test_why_there_is_no_map(world):
    known = replace(world.bundle, manifest=replace(world.bundle.manifest, familiarity=RECORD))
    no_record = "This model has no record of its training tissue"
    assert why_no_familiar_map(world.opened()) == no_record
    assert why_no_familiar_map(world.predicted()) == no_record
    assert why_no_familiar_map(replace(world.opened(), bundle=known)) == NOT_ANALYSED
    assert why_no_familiar_map(Session()) == NOT_ANALYSED
    assert why_no_familiar_map(judged(world.predicted(), [0.5] * 256)) == ""
    # The current model has a record, but that of the result on the screen has none.
    assert why_no_familiar_map(replace(world.predicted(), bundle=known)) == no_record


@pytest.mark.parametrize("kind", ["occlusion", "norm"])
def test_the_switch_shows_the_map_and_returns_to_the_one_before(kind):
    before = MapChoice(kind, layer=1)
    session = Session().viewed(map=before, shown=frozenset({"grid"}))
    shown = session.unfamiliar_toggled()
    assert shown.shows_unfamiliar
    assert shown.view.shown == {"grid", "heatmap"}
    back = shown.unfamiliar_toggled()
    assert back.view.map == before
    assert not back.shows_unfamiliar
    hidden = shown.toggled("heatmap")
    assert not hidden.shows_unfamiliar
    again = hidden.unfamiliar_toggled()
    assert again.shows_unfamiliar, "a hidden map is shown, not left"
    assert again.unfamiliar_toggled().view.map == before
