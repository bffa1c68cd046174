"""Choose the help page that fits what the window shows."""

from app.session.session import Session


def page_where(session: Session) -> str:
    """Return the help page, as file name and anchor, that fits what the window shows."""
    if session.workspace in ("reading", "packet"):
        return "studies.md#reading-blinded"
    if session.workspace == "study":
        return "statistics.md" if session.comparison.shown else "studies.md"
    return _page_of_viewer(session)


def _page_of_viewer(session: Session) -> str:
    """Return the help page, as file name and anchor, on what the viewer shows.

    If a mode is on, this is the page on the mode; otherwise, if an image has a result, the page on results.
    """
    image = session.image
    if image.seen is None:
        return "many-spots.md#the-queue" if session.view.queue else "first-spot.md"
    subjects = (
        (session.tool != "none", "slides-and-microarrays.md#measurements-and-notes"),
        (session.explanation.occluding, "maps.md#what-if-this-were-glass"),
        (session.region.selected_for_moving, "slides-and-microarrays.md#the-analysis-region"),
        (session.view.inside, "recurrent-networks.md#inside-the-network"),
        (image.features is not None, "your-own-model.md#features-of-other-programs"),
        (session.analysis.prediction is not None, "reading-the-result.md"),
        (session.cores.array is not None, "slides-and-microarrays.md#microarrays"),
    )
    return next((target for holds, target in subjects if holds), "first-spot.md#analyse-it")
