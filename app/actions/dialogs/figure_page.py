"""The dialog for a figure for a publication: its size, resolution and parts, and the user's text for the caption."""

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from app.language.text import mark, tr
from app.ui.help_button import PAGE
from app.ui.parts import text_label
from app.ui.theme import scaled_px
from app.viewer.canvas.page_parts import COARSEST_DPI, FINEST_DPI, NARROWEST_MM, WIDEST_MM, PageWish

CAPTION_PX, CAPTION_WIDTH_PX = 64, 240
NOTE = mark(
    "The page is white, and its texts are English, as in all files. Map, model, probability with its qualifier,"
    " precision, changes of the display and “Research use only” are added to the caption."
)


class FigurePageDialog(QDialog):
    """Asks for size, resolution, parts and caption of the figure. `wish` holds what the user chose."""

    def __init__(self, parent: QWidget, before: PageWish) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Figure for a publication"))
        self.setProperty(PAGE, "first-spot.md#take-something-with-you")
        self.width_mm = QDoubleSpinBox()
        self.width_mm.setRange(NARROWEST_MM, WIDEST_MM)
        self.width_mm.setDecimals(0)
        self.width_mm.setSuffix(" mm")
        self.width_mm.setValue(before.width_mm)
        self.dpi = QSpinBox()
        self.dpi.setRange(COARSEST_DPI, FINEST_DPI)
        self.dpi.setSingleStep(50)
        self.dpi.setSuffix(" dpi")
        self.dpi.setValue(before.dpi)
        self.legend = _check(tr("Legend of the map, beside the picture"), before.legend)
        self.scale_bar = _check(tr("Scale bar"), before.scale_bar)
        self.inset = _check(tr("Overview with the visible part outlined"), before.inset)
        self.caption = QPlainTextEdit(before.caption)
        self.caption.setTabChangesFocus(True)
        self.caption.setFixedHeight(scaled_px(CAPTION_PX))
        self.caption.setMinimumWidth(scaled_px(CAPTION_WIDTH_PX))
        form = QFormLayout(self)
        for title, control in (
            (tr("Width"), self.width_mm),
            (tr("Resolution"), self.dpi),
            (tr("Start of the caption"), self.caption),
        ):
            control.setAccessibleName(title)
            form.addRow(title, control)
        for box in (self.legend, self.scale_bar, self.inset):
            form.addRow(box)
        form.addRow(text_label("small", tr(NOTE)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = buttons.addButton(tr("Save as …"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form.addRow(buttons)

    @property
    def wish(self) -> PageWish:
        """Return the size, resolution, parts and caption that the user chose."""
        return PageWish(
            self.width_mm.value(), self.dpi.value(), self.legend.isChecked(), self.scale_bar.isChecked(),
            self.inset.isChecked(), self.caption.toPlainText(),
        )  # fmt: skip


def _check(title: str, on: bool) -> QCheckBox:
    box = QCheckBox(title)
    box.setChecked(on)
    return box


def ask(parent: QWidget, before: PageWish) -> PageWish | None:
    """Ask for size, resolution, parts and caption of the figure. Return None if the user cancels.

    The dialog first shows the values in `before`.
    """
    dialog = FigurePageDialog(parent, before)
    try:
        return dialog.wish if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()
