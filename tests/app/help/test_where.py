"""The page for where the user is."""

from dataclasses import replace

import pytest

from app.help.pages import read_pages, target_exists
from app.help.where import page_where
from app.session.session import Session

PAGES = read_pages()


def placed(**slices):
    """Return an empty session with other fields of its slices, named as slice__field."""
    session = Session()
    for name, value in slices.items():
        part, field = name.split("__")
        session = replace(session, **{part: replace(getattr(session, part), **{field: value})})
    return session


THERE = object()
"""Stands for any value: the rules look only at whether there is one."""


@pytest.mark.parametrize(
    ("session", "target"),
    [
        (Session(), "first-spot.md"),
        (placed(view__queue=True), "many-spots.md#the-queue"),
        (replace(Session(), workspace="study"), "studies.md"),
        (replace(placed(comparison__shown=True), workspace="study"), "statistics.md"),
        (replace(Session(), workspace="reading"), "studies.md#reading-blinded"),
        (replace(Session(), workspace="packet"), "studies.md#reading-blinded"),
        (placed(image__opened=THERE), "first-spot.md#analyse-it"),
        (placed(image__opened=THERE, view__inside=True), "recurrent-networks.md#inside-the-network"),
        (placed(image__opened=THERE, cores__array=THERE), "slides-and-microarrays.md#microarrays"),
        (placed(image__opened=THERE, analysis__prediction=THERE), "reading-the-result.md"),
        (
            placed(image__opened=THERE, image__ruling=True, analysis__prediction=THERE),
            "slides-and-microarrays.md#measurements-and-notes",
        ),
        (placed(image__opened=THERE, image__outlining=True), "slides-and-microarrays.md#measurements-and-notes"),
        (placed(image__opened=THERE, explanation__occluding=True), "maps.md#what-if-this-were-glass"),
        (
            placed(image__opened=THERE, region__selected_for_moving=True, cores__array=THERE),
            "slides-and-microarrays.md#the-analysis-region",
        ),
        (placed(image__opened=THERE, image__features=THERE), "your-own-model.md#features-of-other-programs"),
        (
            placed(image__opened=THERE, cores__array=THERE, analysis__prediction=THERE),
            "reading-the-result.md",
        ),
    ],
)
def test_the_page_follows_the_window(session, target):
    assert page_where(session) == target
    assert target_exists(target, PAGES)
