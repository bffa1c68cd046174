"""Choose the help page that fits what the window shows."""

from app.session.session import Session


def page_where(session: Session) -> str:
    """Return the target of the help page for the state of the window."""
    if session.workspace in ("reading", "packet"):
        return "studies.md#reading-blinded"
    if session.workspace == "study":
        return "statistics.md" if session.comparison.shown else "studies.md"
    return _page_of_viewer(session)


def _page_of_viewer(session: Session) -> str:
    """Return the target of the help page on the most specific thing that the viewer shows, such as a result."""
    image = session.image
    if image.seen is None:
        return "many-spots.md#the-queue" if session.view.queue else "first-spot.md"
    subjects = (
        (session.view.inside, "recurrent-networks.md#inside-the-network"),
        (image.features is not None, "your-own-model.md#features-of-other-programs"),
        (session.analysis.prediction is not None, "reading-the-result.md"),
        (session.cores.array is not None, "slides-and-microarrays.md#microarrays"),
    )
    return next((target for holds, target in subjects if holds), "first-spot.md#analyse-it")
