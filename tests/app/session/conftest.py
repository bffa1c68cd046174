"""Arguments for the transitions of a session."""

from pathlib import Path

import pytest

from app.session.session import Session
from app.session.values import OpenedImage
from model.region.region import place
from model.result.prediction import Verdict

PATHS = [Path(f"/data/spot-{number}.png") for number in range(1, 5)]


@pytest.fixture(scope="session")
def world(fakes):
    return World(fakes)


class World:
    """Makes the arguments of transitions."""

    def __init__(self, fakes):
        self.fakes = fakes
        self.bundle = fakes.bundle()

    def image(self, path=PATHS[0], mpp=0.286):
        slide = self.fakes.PaintedSlide(path, mpp=mpp)
        return OpenedImage(slide, self.fakes.record(path, slide))

    def placement(self, image):
        return place(image.slide.size, image.record.mpp, 3500, 0.286)

    def opened(self, path=PATHS[0], mpp=0.286, session=None):
        session = (session or Session(bundle=self.bundle)).open_started(path)
        image = self.image(path, mpp)
        return session.opened(session.work.run, image, self.placement(image), tuple(PATHS))

    def prediction(self, session, level="ok"):
        return self.fakes.prediction(session.image.opened.record, session.region.placement, Verdict(level, ("why",)))

    def predicted(self, level="ok"):
        session = self.opened().analysis_started()
        return session.predicted(session.work.run, self.prediction(session, level))
