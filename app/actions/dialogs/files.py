"""The file dialogs of the operating system. Each returns the chosen path, or None if the user cancelled."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app.language.text import mark, tr
from app.ui.save_dialog import FileKind, ask_save
from model.slide.registry import READERS

ANYTHING = mark("All files (*)")
BUNDLE = ".safetensors"
FEATURES = (".h5", ".hdf5")
RULE = ".json"
STUDY = ".histostudy"
PACKET = ".histopacket"
"""Suffixes of studies and packets, equal to those in `model.study.file.kind`.

They are repeated here, so that the window starts without importing that module.
"""


def ask_image(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for an image to open."""
    patterns = " ".join(f"*{suffix}" for reader in READERS for suffix in reader.suffixes)
    return _existing(
        parent,
        tr("Open an image"),
        folder,
        tr("Images ({patterns});;{anything}", patterns=patterns, anything=tr(ANYTHING)),
    )


def ask_image_files(parent: QWidget, folder: Path | None) -> tuple[Path, ...] | None:
    """Ask for one or several images."""
    patterns = " ".join(f"*{suffix}" for reader in READERS for suffix in reader.suffixes)
    names, _ = QFileDialog.getOpenFileNames(
        parent,
        tr("Add images to the queue"),
        str(folder or Path.home()),
        tr("Images ({patterns});;{anything}", patterns=patterns, anything=tr(ANYTHING)),
    )
    return tuple(Path(name) for name in names) or None


def ask_bundle(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a model bundle."""
    return _existing(
        parent, tr("Choose a model"), folder, tr("Histocast bundles (*.safetensors);;{anything}", anything=tr(ANYTHING))
    )


def ask_features(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a feature file of TRIDENT, CLAM, STAMP or this program."""
    patterns = " ".join(f"*{suffix}" for suffix in FEATURES)
    return _existing(
        parent,
        tr("Use features from a file"),
        folder,
        tr("Features of tiles ({patterns});;{anything}", patterns=patterns, anything=tr(ANYTHING)),
    )


def ask_core_map(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a core map, a table with the case of each core, to import."""
    return _existing(
        parent,
        tr("Import a core map"),
        folder,
        tr("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm);;{anything}", anything=tr(ANYTHING)),
    )


def ask_objects(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a file of cores or annotations to import."""
    patterns = tr("QuPath GeoJSON, core tables (*.geojson *.json *.csv *.xlsx);;{anything}", anything=tr(ANYTHING))
    return _existing(parent, tr("Import cores or annotations"), folder, patterns)


def ask_table(parent: QWidget, folder: Path | None, title: str) -> Path | None:
    """Ask for a table. `title` says which: a clinical sheet, a table of reads, or the results of a run."""
    return _existing(
        parent,
        title,
        folder,
        tr("Tables (*.csv *.tsv *.txt *.xlsx *.xlsm);;{anything}", anything=tr(ANYTHING)),
    )


def ask_images(parent: QWidget, folder: Path | None, title: str) -> Path | None:
    """Ask for a folder with images. `title` says what is done with them."""
    name = QFileDialog.getExistingDirectory(parent, title, str(folder or Path.home()))
    return Path(name) if name else None


def ask_study(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for a study to open."""
    return _existing(
        parent,
        tr("Open a study"),
        folder,
        tr(
            "Histocast studies and packets (*{study} *{packet});;{anything}",
            study=STUDY,
            packet=PACKET,
            anything=tr(ANYTHING),
        ),
    )


def ask_new_study(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to create a study."""
    return ask_save(parent, tr("Save the new study as"), suggested, (FileKind(tr("Histocast study"), (STUDY,)),))


def ask_new_bundle(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to write a bundle."""
    kinds = (FileKind(tr("Histocast bundle"), (BUNDLE,)),)
    return ask_save(parent, tr("Save the recalibrated model as"), suggested, kinds)


def ask_new_packet(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to write a packet, the file that gives one reader the cases of a blinded read."""
    kinds = (FileKind(tr("Histocast packet"), (PACKET,)),)
    return ask_save(parent, tr("Save the reader's packet as"), suggested, kinds)


def ask_packets(parent: QWidget, folder: Path | None) -> tuple[Path, ...] | None:
    """Ask for the packets, files with the blinded reads of one reader each, that are merged into the study."""
    patterns = tr("Histocast packets (*{packet});;{anything}", packet=PACKET, anything=tr(ANYTHING))
    title = tr("Choose the finished packets to merge")
    names, _ = QFileDialog.getOpenFileNames(parent, title, str(folder or Path.home()), patterns)
    return tuple(map(Path, names)) or None


def ask_rule(parent: QWidget, folder: Path | None) -> Path | None:
    """Ask for the file of a rule with three answers (low, uncertain or high risk)."""
    return _existing(
        parent,
        tr("Choose a rule that answers low, uncertain or high"),
        folder,
        tr("Rules (*{rule});;{anything}", rule=RULE, anything=tr(ANYTHING)),
    )


def ask_new_rule(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to write the file of a rule with three answers (low, uncertain or high risk)."""
    return ask_save(parent, tr("Save the rule"), suggested, (FileKind(tr("Rule of three answers"), (RULE,)),))


def ask_picture(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to save a PNG."""
    return ask_save(parent, tr("Save as PNG"), suggested, (FileKind("PNG", (".png",)),))


def ask_figure(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to save a figure. The file suffix selects the format."""
    kinds = (FileKind(tr("PNG, 300 dpi"), (".png",)), FileKind("SVG", (".svg",)), FileKind("PDF", (".pdf",)))
    return ask_save(parent, tr("Save a figure"), suggested, kinds)


def ask_page_file(parent: QWidget, suggested: Path) -> Path | None:
    """Ask where to save a figure for a publication. The file suffix selects the format."""
    kinds = (
        FileKind("PNG", (".png",)), FileKind("TIFF", (".tif", ".tiff")), FileKind("SVG", (".svg",)),
        FileKind("PDF", (".pdf",)),
    )  # fmt: skip
    return ask_save(parent, tr("Save a figure for a publication"), suggested, kinds)


def ask_folder(parent: QWidget, folder: Path | None, title: str = "") -> Path | None:
    """Ask for a folder in which to write files. `title` says which; without a title, they are result files."""
    name = QFileDialog.getExistingDirectory(
        parent, title or tr("Folder for the result files"), str(folder or Path.home())
    )
    return Path(name) if name else None


def _existing(parent: QWidget, title: str, folder: Path | None, patterns: str) -> Path | None:
    name, _ = QFileDialog.getOpenFileName(parent, title, str(folder or Path.home()), patterns)
    return Path(name) if name else None
