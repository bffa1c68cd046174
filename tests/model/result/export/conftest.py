"""Fixtures for exports: a prediction from a seed on a slide in memory."""

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from model.result.export.base import Exported

_MADE = runpy.run_path(str(Path(__file__).parents[3] / "predictions.py"))


@pytest.fixture(scope="session")
def make_slide() -> Callable[..., Any]:
    return _MADE["make_slide"]


@pytest.fixture(scope="session")
def make_prediction() -> Callable[..., Any]:
    return _MADE["make_prediction"]


@pytest.fixture
def exported(tmp_path: Path, make_slide, make_prediction) -> Exported:
    slide = make_slide(tmp_path / "Präparat A-12.png")
    return Exported(make_prediction(slide), slide)
