"""Fields for typed numbers, which accept a decimal point and a decimal comma in every language."""

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit

from app.language.text import number_text
from app.language.typed import typed_number, why_not


class NumberField(QLineEdit):
    """A line for a number from `least` to `most`.

    The user can type anything, and `reason` says why a text is no such number. A validator would refuse keys without a
    reason.
    """

    def __init__(self, least: float, most: float, whole: bool = False) -> None:
        """Create an empty field. If `whole` is true, it accepts whole numbers only."""
        super().__init__()
        self._least, self._most, self._whole = least, most, whole

    @property
    def number(self) -> float | None:
        """Return the number in the field, or None if there is none that can be used."""
        return None if self.reason else typed_number(self.text())

    @property
    def reason(self) -> str:
        """Return the reason why the text cannot be used, with what is accepted; "" if it can."""
        return why_not(self.text(), self._least, self._most, self._whole)

    def show_number(self, number: float | None, digits: int = 6) -> None:
        """Show a number with the decimal point of the language, with up to `digits` digits; None empties the field."""
        self.setText("" if number is None else number_text(f"{number:.{digits}g}"))


class DecimalBox(QDoubleSpinBox):
    """A spin box whose number can be typed with a decimal point and with a decimal comma."""

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        """Check the text with the decimal point of the language in place of the typed one."""
        state, _, _ = super().validate(self._in_locale(text), at)
        return state, text, at

    def valueFromText(self, text: str) -> float:
        return super().valueFromText(self._in_locale(text))

    def _in_locale(self, text: str) -> str:
        mark = self.locale().decimalPoint()
        return text.replace("," if mark == "." else ".", mark)
