"""Data sets of R packages and the figures that independent software gives for them; `reference/` says how they came."""

import json
from pathlib import Path

import numpy as np
import pytest

FOLDER = Path(__file__).with_name("reference")


@pytest.fixture(scope="session")
def r_values():
    """Figures of R (survival, pROC, vcd), made by reference/reference.R."""
    return json.loads((FOLDER / "values_r.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def python_values():
    """Figures of scikit-survival, irrCAC and dcurves, made by reference/reference.py."""
    return json.loads((FOLDER / "values_python.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def lung():
    """`survival::lung` of R: advanced lung cancer, 226 patients complete in the columns used; time in days."""
    return np.genfromtxt(FOLDER / "lung.csv", delimiter=",", names=True)


@pytest.fixture(scope="session")
def asah():
    """`pROC::aSAH` of R (Turck et al. 2010): 113 patients after subarachnoid haemorrhage."""
    return np.genfromtxt(FOLDER / "asah.csv", delimiter=",", names=True)
