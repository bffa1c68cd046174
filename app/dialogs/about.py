"""About the program: nothing comes in, a sheet with version, origin and limits goes up."""

from importlib.metadata import PackageNotFoundError, version

from PySide6.QtWidgets import QDialog, QWidget

from app.dialogs.sheet import sheet

TEXT = """
<p>Histocast {version}</p>
<p>A viewer for pathology images with an outcome model inside: VGG-16 and an LSTM over the 256 tiles of a
tissue spot.</p>
<p>Research use only. Not a medical device; not for diagnosis or treatment decisions.</p>
<p>The method follows D. Bychkov et al., Deep learning based tissue analysis predicts outcome in colorectal cancer,
Scientific Reports 8:3395 (2018),
<a href="https://doi.org/10.1038/s41598-018-21758-3">doi 10.1038/s41598-018-21758-3</a>.
This is a re-implementation, not the authors' program: the published figures do not hold for the models in it.</p>
<p>Images never leave this computer. The program opens no network connection unless you ask it to fetch weights.</p>
<p>MIT licence.</p>
"""


def build(parent: QWidget) -> QDialog:
    """The sheet, not shown yet."""
    try:
        number = version("histocast")
    except PackageNotFoundError:
        number = "(not installed)"
    return sheet(parent, "About Histocast", TEXT.format(version=number))


def ask(parent: QWidget) -> None:
    """Show the sheet until it is closed."""
    build(parent).exec()
