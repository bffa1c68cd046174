"""Transitions about the model, device and precision of the next analysis, and about the precision check."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Self

from app.language.text import tr
from app.session.pace import start
from app.session.precision_text import measured, measuring_stopped, no_fast, switched_on, unusable
from app.session.state import State
from app.session.values import BundleOnHand, Devices, Measuring, Notice
from model.base.progress import Progress
from model.result.prediction import KnownError, Precision


class DeviceSteps(State):
    """Transitions about model, device and precision. Each method returns a new session."""

    def with_device(self, device: str) -> Self:
        """Set the user's choice of a device for the next analysis.

        A task then finds the device that matches this choice.
        """
        if device == self.device.asked:
            return self
        return replace(self, device=replace(self.device, asked=device))._of_another_kind()

    def looked_up(self, asked: str, bundle: BundleOnHand | None, found: Devices) -> Self:
        """Store the found devices: their list, and the device of each precision.

        `found` was searched for the model `bundle` and for `asked`, the device that the user chose. If the choice or
        the model has changed since the search began, store only the list.
        """
        known = replace(self.device, all=found.all)
        if asked != self.device.asked or bundle is not self.bundle:
            return replace(self, device=known)
        known = replace(known, exact=found.exact, fast=found.fast, fastest=found.fastest)
        return replace(self, device=known)._settled()

    def encoding_ahead(self, encodes: bool) -> Self:
        return replace(self, device=replace(self.device, encodes_ahead=encodes))

    def with_precision(self, precision: Precision) -> Self:
        """Use `precision` from the next analysis on. If its error was never measured, ask the user first."""
        chosen = replace(self, device=replace(self.device, precision=precision, asks_fast=False))._settled()
        faster = chosen.device.on_hand
        changed = chosen.device.precision != self.device.precision
        if changed and chosen.device.precision != "exact" and faster is not None:
            return chosen.noticed(switched_on(faster))
        return chosen

    def staying_exact(self, asks_fast: bool = False) -> Self:
        """Use *exact*.

        If `asks_fast` is true, also ask the user whether to measure the error of the precision used before.
        """
        wanted = self.device.precision if asks_fast else self.device.wanted
        return replace(self, device=replace(self.device, precision="exact", asks_fast=asks_fast, wanted=wanted))

    def measuring_started(self) -> Self:
        return replace(self, device=replace(self.device, measuring=Measuring(), asks_fast=False), notice=None)

    def measuring_progressed(self, progress: Progress, now_s: float) -> Self:
        before = self.device.measuring
        if before is None:
            return self
        pace = before.pace.told(progress, now_s) if before.pace else start(progress, now_s)
        return replace(self, device=replace(self.device, measuring=Measuring(progress, pace)))

    def measured_fast(self, errors: Mapping[Precision, KnownError]) -> Self:
        """Set the measured errors, switch to the precision that the user wanted, and show a notice with its error.

        If its error is too large for any use, stay *exact*.
        """
        device, wanted = self.device, self.device.wanted
        if device.measuring is None or device.fast is None:
            return self
        fast, fastest = (
            record and replace(record, error=errors.get(record.precision)) for record in (device.fast, device.fastest)
        )
        device = replace(device, measuring=None, fast=fast, fastest=fastest)
        found = device.of(wanted) or device.fast
        if found is None or found.error is None or not found.error.usable:
            notice = unusable(found) if found is not None else None
            return replace(self, device=replace(device, precision="exact"), notice=notice)
        return replace(self, device=replace(device, precision=found.precision), notice=measured(found))

    def measuring_ended(self, notice: Notice | None = None) -> Self:
        """End the precision check, which failed or was stopped by the user."""
        return replace(self, device=replace(self.device, measuring=None), notice=notice or measuring_stopped(""))

    def _settled(self) -> Self:
        """Use *fast* or *fastest* only if its error with this model is known and not too large.

        Until the error is looked up, keep the user's choice.
        """
        device = self.device
        if device.precision == "exact" or device.exact is None or self.bundle is None:
            return self
        faster = device.of(device.precision)
        if faster is None:
            return self.staying_exact().noticed(no_fast(device.exact, device.precision))
        if faster.error is None:
            return self.staying_exact(asks_fast=True)
        return self if faster.error.usable else self.staying_exact().noticed(unusable(faster))

    def _of_another_kind(self) -> Self:
        """Remove the looked-up devices of all precisions. They must be looked up again for the new model or device."""
        why = tr(" because the model or the device has changed")
        told = measuring_stopped(why) if self.device.measuring else self.notice
        device = replace(self.device, exact=None, fast=None, fastest=None, asks_fast=False, measuring=None)
        return replace(self, device=device, notice=told)
