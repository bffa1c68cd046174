"""Transitions about measurements and notes on the image."""

from dataclasses import replace
from typing import Literal, Self

from app.session.explain_steps import ExplainSteps
from app.session.values import KeyCross
from model.result.marks import Mark, Marks

Tool = Literal["none", "length", "area"]
"""What a drag measures: nothing, a length (the ruler), or an area (an outline)."""


class MarkSteps(ExplainSteps):
    """Transitions about the marks, which are measurements and notes. Each method returns a new session."""

    def with_marks(self, sha256: str, marks: Marks) -> Self:
        """Set the measurements and notes of the image with this SHA-256."""
        if self.image.opened is None or self.image.opened.record.sha256 != sha256:
            return self
        return replace(self, image=replace(self.image, marks=marks))

    def with_outline_tool(self, outlining: bool) -> Self:
        """Start or end the tool that outlines an area. This ends the other tools."""
        on = outlining and self.image.opened is not None
        image = replace(self.image, outlining=on, ruling=False, ruler=None, cross=None)
        return replace(self, image=image, explanation=replace(self.explanation, occluding=False))

    @property
    def tool(self) -> Tool:
        """Return what a drag measures."""
        return "length" if self.image.ruling else "area" if self.image.outlining else "none"

    @property
    def draws(self) -> bool:
        """Return whether the mouse or keys draw: a length, an area, or an area in which tiles are occluded."""
        return self.tool != "none" or self.explanation.occluding

    def with_cross(self, cross: KeyCross | None) -> Self:
        """Show, move or hide the cross with which keys draw. Outside of a mode that draws there is none."""
        return replace(self, image=replace(self.image, cross=cross if self.draws else None))

    def mark(self, key: str) -> Mark | None:
        """Return the measurement or note with this key; None if it was deleted."""
        return next((mark for mark in self.image.marks if mark.key == key), None)
