"""The bar above the canvas: a notice with its remedy, and the questions about pixel size and precision."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.language.text import tr
from app.session.session import Session
from app.session.values import Notice
from app.ui.flow import FlowLayout, FlowRow
from app.ui.help_button import HelpButton, HelpLink
from app.ui.icons import icon, pixmap
from app.ui.notice_label import ICONS, WORDS, spoken, tone_colour
from app.ui.number_field import NumberField
from app.ui.parts import NOTICE_ICON, column, notice_row, set_text, show_detail, text_label, tip
from app.ui.text_size import on_text_size
from app.ui.theme import RHYTHM, Theme, scaled_px, theme
from app.viewer.controller import ViewerController
from app.window.panels.core_offer import CoreOffer
from app.window.panels.pixel_size_text import candidate_text, evidence_text
from app.window.panels.precision_row import PrecisionRow
from app.window.panels.queue_offer import QueueOffer
from model.slide.remembered import COARSEST_GIVEN_MPP, FINEST_GIVEN_MPP, unused

if TYPE_CHECKING:
    from model.tma.pixel_size_hints import PixelSizeHints

DIGITS = 4
"""Significant digits of a pixel size in the field."""


class NoticeBar(QWidget):
    """The bar for notices and questions above the canvas. It is hidden if there is neither a notice nor a question."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self.notice = NoticeRow(controller)
        self.question = PixelSizeRow(controller)
        self.precision = PrecisionRow(controller)
        self.queue = QueueOffer(controller)
        self.cores = CoreOffer(controller)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.question)
        box.addWidget(self.precision)
        box.addWidget(self.queue)
        box.addWidget(self.cores)
        box.addWidget(self.notice)

    def show_difference(self, old: Session | None, new: Session) -> None:
        style = theme(new.view.theme)
        theme_changed = old is None or old.view.theme != new.view.theme
        if theme_changed or (old is not None and old.notice != new.notice):
            self.notice.show_notice(new.notice, style)
        asked = new.image.asks_mpp and new.image.opened is not None
        if asked and (old is None or not old.image.asks_mpp or old.image.opened is not new.image.opened):
            self.question.suggest(new)
        if asked and (old is None or old.image.mpp_hints is not new.image.mpp_hints or not old.image.asks_mpp):
            self.question.show_hints(new.image.mpp_hints)
        self.question.setVisible(asked)
        self.precision.show_difference(old, new)
        self.queue.show_difference(old, new)
        self.cores.show_difference(old, new)


class NoticeRow(QFrame):
    """One notice: an icon for its severity, the message, the remedy, and a close button."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._shape = QLabel()
        self.title = text_label()
        self.remedy = text_label("muted")
        self.close_button = QToolButton()
        self.close_button.setAccessibleName(tr("Close this notice"))
        self.close_button.setToolTip(tr("Close this notice"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(lambda: controller.change(lambda s: s.noticed(None)))
        self.help = HelpLink()
        row = notice_row(self, self._shape, self.title, self.remedy, self.help)
        row.addWidget(self.close_button, alignment=Qt.AlignmentFlag.AlignTop)

    def show_notice(self, notice: Notice | None, style: Theme) -> None:
        self.setVisible(notice is not None)
        if notice is None:
            return
        colour = tone_colour(notice.tone, style)
        self._shape.setPixmap(pixmap(ICONS[notice.tone], colour, NOTICE_ICON, self.devicePixelRatioF()))
        self._shape.setToolTip(tip(tr(WORDS[notice.tone])))
        self.close_button.setIcon(icon("close", style.text, NOTICE_ICON))
        set_text(self.title, notice.title)
        set_text(self.remedy, notice.remedy)
        self.help.show_target(notice.help)
        show_detail(self.remedy, notice.detail)
        self.setAccessibleName(spoken(notice))
        self.setAccessibleDescription(notice.detail)


class PixelSizeRow(QFrame):
    """Asks for the pixel size of the images in the folder. The viewer's tasks save the answer for the whole folder."""

    def __init__(self, controller: ViewerController) -> None:
        super().__init__()
        self._controller = controller
        self.setObjectName("notice")
        self.field = NumberField(FINEST_GIVEN_MPP, COARSEST_GIVEN_MPP)
        on_text_size(self.field, lambda: self.field.setFixedWidth(scaled_px(72)))
        self.field.setToolTip(
            tr("About 0.25 for a scan at 40x, 0.5 at 20x, 1 at 10x; the scanner's software states the pixel size")
        )
        self.field.setAccessibleName(tr("Pixel size in micrometres per pixel"))
        self.use = QPushButton(tr("Use for this folder"))
        self.leave = QPushButton(tr("Leave unknown"))
        for button in (self.use, self.leave):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.why = text_label()
        self.evidence = text_label("muted")
        self.candidates = QWidget()
        self._candidates = FlowLayout(self.candidates, RHYTHM // 2)
        self.prompt = QLabel(tr("Pixel size unknown."))
        self.warning = text_label()
        rows = column(self)
        rows.addWidget(self.warning)
        given = QWidget()
        asked = QHBoxLayout(given)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(RHYTHM)
        for shown in (self.prompt, self.field, QLabel(tr("µm/px"))):
            asked.addWidget(shown)
        row = FlowRow(RHYTHM)
        about = HelpButton("slides-and-microarrays.md#the-pixel-size", tr("pixel size"))
        for part in (given, self.use, self.leave, about):
            row.add(part)
        rows.addWidget(row)
        rows.addWidget(self.why)
        rows.addWidget(self.evidence)
        rows.addWidget(self.candidates)
        self.use.clicked.connect(self._answer)
        self.field.returnPressed.connect(self._answer)
        self.field.textChanged.connect(self._judge)
        self._judge()
        self.leave.clicked.connect(lambda: controller.change(lambda s: s.asking_mpp(False)))

    def suggest(self, session: Session) -> None:
        """Fill the field with the pixel size in use. If no pixel size is known, leave the field empty."""
        image = session.image.opened
        known = image.record.mpp if image else None
        self.prompt.setText(tr("Pixel size unknown.") if known is None else tr("Pixel size:"))
        set_text(self.warning, " ".join(unused(image.slide)) if image else "")
        self.leave.setText(tr("Leave unknown") if known is None else tr("Leave as it is"))
        self.field.show_number(known, DIGITS)

    def show_hints(self, hints: "PixelSizeHints | None") -> None:
        """Show the evidence. Only a pixel size that other images of the folder state fills the empty field."""
        set_text(self.evidence, evidence_text(hints))
        while (item := self._candidates.takeAt(0)) is not None:
            button = item.widget()
            if button is not None:
                button.deleteLater()
        candidates = hints.candidates if hints is not None else ()
        for mm, mpp in candidates:
            button = QPushButton(candidate_text(mm, mpp))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, mpp=mpp: self._choose(mpp))
            self._candidates.addWidget(button)
        self.candidates.setVisible(bool(candidates))
        if hints is not None and hints.files_mpp is not None and not self.field.text():
            self.field.show_number(hints.files_mpp, DIGITS)

    def _judge(self) -> None:
        """Show why the typed text cannot be used. An empty field has its reason on the button alone."""
        reason = self.field.reason
        self.use.setEnabled(not reason)
        self.use.setToolTip(tip(reason))
        set_text(self.why, reason if self.field.text().strip() else "")
        self.field.setAccessibleDescription(reason)

    def _choose(self, mpp: float) -> None:
        self.field.show_number(mpp, DIGITS)
        self.field.setFocus()

    def _answer(self) -> None:
        mpp = self.field.number
        if mpp is not None:
            self._controller.give_mpp(mpp)
