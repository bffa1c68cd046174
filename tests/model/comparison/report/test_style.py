"""Figures do not depend on the settings of the user or of a folder with images from elsewhere."""

import matplotlib as mpl

from model.comparison.report.style import settings


def test_settings_of_a_folder_change_no_figure():
    """A file `matplotlibrc` in the current folder could make matplotlib run LaTeX."""
    with mpl.rc_context({"text.usetex": True, "axes.grid": True, "font.size": 30}):
        with settings():
            assert not mpl.rcParams["text.usetex"]
            assert not mpl.rcParams["axes.grid"]
            assert mpl.rcParams["font.size"] == 8
            assert mpl.rcParams["svg.hashsalt"] == "histocast"
        assert mpl.rcParams["text.usetex"]
        assert mpl.rcParams["font.size"] == 30
