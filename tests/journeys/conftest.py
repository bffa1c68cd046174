"""Journeys through the window use its fake tasks."""

import importlib.util
import sys
from pathlib import Path

import pytest

FAKES = Path(__file__).parents[1] / "app" / "fakes.py"


@pytest.fixture(scope="session")
def fakes():
    """The module `fakes.py` of the window's tests."""
    spec = importlib.util.spec_from_file_location("histocast_journey_fakes", FAKES)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
