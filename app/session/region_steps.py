"""Transitions about the analysis region, the saved regions, the queue of regions, and the selected tile."""

from dataclasses import replace
from types import MappingProxyType
from typing import Self

from app.language.model_text import of_model
from app.language.text import counted, mark, tr
from app.session.device_steps import DeviceSteps
from app.session.slices import Remembered
from app.session.tile_places import neighbour
from app.session.values import BundleOnHand, FeaturesOnHand, Notice, Ruler, TilePicture
from model.base.errors import SlideError
from model.base.geometry import Cell, RegionL0
from model.region.region import Placement
from model.result.prediction import PartialPrediction, Prediction
from model.result.saved_regions import SavedRegions
from model.slide.folder import skipped_text
from model.slide.record import ImageRecord

PREDICTIONS_KEPT = 24
"""Maximum number of results that are kept in memory. Each takes about 5 MB."""

MOVE_REGION = mark(
    "To move the analysis region, double-click a place, drag the region's edge, or press the arrow keys. "
    "Enter starts the analysis."
)


class RegionSteps(DeviceSteps):
    """Transitions about the region and the tile. Each method returns a new session."""

    def placed(self, placement: Placement) -> Self:
        """Move the region, and remove the result of the old place.

        If the current model has analysed the new place since the program started, show that result again.
        """
        region = replace(self.region, placement=placement, selected=None, picture=None)
        moved = replace(self.cancelled()._without_result(), region=region)
        if placement.kind != "tiles" and moved.image.features is not None:
            moved = replace(moved, image=replace(moved.image, features=None))
        if self.region.placement is not None and self.notice == placement_notice(self.region.placement):
            moved = replace(moved, notice=None)
        return moved._with_remembered()

    def with_features(self, features: FeaturesOnHand) -> Self:
        """Set a feature file, whose tiles are then analysed instead of the analysis region."""
        image = replace(self.image, features=features, ruling=False, outlining=False, cross=None)
        return replace(self, image=image).placed(features.placement).selecting_region(False)

    def with_bundle(self, bundle: BundleOnHand, placement: Placement | None) -> Self:
        """Set another model. Its analysis region may have another size.

        The results of the previous model are removed.
        """
        analysis = replace(self.analysis, outcomes=MappingProxyType({}))
        other = replace(self, bundle=bundle, bundle_failed=False, analysis=analysis)
        return (other.placed(placement) if placement else other)._of_another_kind()

    def without_model(self) -> Self:
        """Note that the newest chosen model could not be loaded. An earlier model stays in use."""
        return replace(self, bundle_failed=True)

    def selecting_region(self, on: bool) -> Self:
        """Select the region for moving (`on`), or deselect it. Without a region, nothing is selected."""
        if on == self.region.selected_for_moving:
            return self
        on = on and self.region.placement is not None and self.image.features is None
        return replace(self, region=replace(self.region, selected_for_moving=on))

    def with_ruler(self, ruling: bool, ruler: Ruler | None = None) -> Self:
        """Start or end the ruler tool. `ruler` is the line that the user drew."""
        on = ruling and self.image.seen is not None
        image = replace(self.image, ruling=on, ruler=ruler, outlining=False, cross=None)
        return replace(self, image=image, explanation=replace(self.explanation, occluding=False))

    def listed(self, sha256: str, regions: SavedRegions) -> Self:
        """Set the saved regions of the image with this SHA-256."""
        if self.image.opened is None or self.image.opened.record.sha256 != sha256:
            return self
        return replace(self, region=replace(self.region, saved=regions))

    # -- several regions one after another ------------------------------------------------------------------------
    def queued(self, regions: tuple[RegionL0, ...]) -> Self:
        """Set the regions that will be analysed one after another."""
        return replace(self, work=replace(self.work, queue=regions, asked=len(regions), missed=(), whole=None))

    def skipped(self, run: int, notice: Notice) -> Self:
        """Record that a region of the queue could not be analysed. The next region can start."""
        if run != self.work.run:
            return self
        missed = (*self.work.missed, notice)
        return replace(self, work=replace(self.work, activity="idle", progress=None, pace=None, missed=missed))

    def next_queued(self, placement: Placement) -> Self:
        """Remove the first region from the queue, and move the analysis region to `placement`."""
        work, moved = self.work, self.placed(placement)
        series = replace(moved.work, queue=work.queue[1:], asked=work.asked, missed=work.missed, whole=work.whole)
        return replace(moved, work=series)

    # -- the selected tile ----------------------------------------------------------------------------------------
    def selecting(self, index: int | None) -> Self:
        """Select another tile, or none. The pixels of the tile are read afterwards."""
        if self.image.opened is None or index == self.region.selected:
            return self.selecting_region(False)
        return replace(self, region=replace(self.region, selected=index, picture=None, selected_for_moving=False))

    def walking(self, rows: int, cols: int) -> Self:
        """Select the tile that is `rows` rows and `cols` columns of the grid away from the selected tile.

        Without a selected tile, start at the centre tile. Stop at the edges of the grid.
        """
        spec, selected = self.grid, self.region.selected
        if spec.scattered and self.tile_boxes is not None:
            return self.selecting(neighbour(self.tile_boxes, selected, rows, cols))
        if selected is None:
            return self.selecting(spec.index(Cell(spec.rows // 2 - 1, spec.cols // 2 - 1)))
        cell = spec.cell(selected)
        row = min(max(cell.row + rows, 0), spec.rows - 1)
        col = min(max(cell.col + cols, 0), spec.cols - 1)
        return self.selecting(spec.index(Cell(row, col)))

    def pictured(self, placement: Placement, picture: TilePicture) -> Self:
        """Set the pixels of the selected tile, unless another tile or region is selected by now."""
        same = placement is self.region.placement and picture.index == self.region.selected
        return replace(self, region=replace(self.region, picture=picture)) if same else self

    # -- inside ---------------------------------------------------------------------------------------------------
    def remembering(self, prediction: Prediction) -> Self:
        """Keep `prediction` in memory. It replaces an earlier prediction made under the same conditions."""
        kind = kind_of(prediction)
        others = tuple(known for known in self.analysis.remembered if kind_of(known.prediction) != kind)
        if prediction.feature_file is not None:
            # The features of a feature file may take hundreds of megabytes.
            others = tuple(known for known in others if known.prediction.feature_file is None)
        newest = (Remembered(prediction), *others)[:PREDICTIONS_KEPT]
        return replace(self, analysis=replace(self.analysis, remembered=newest))

    def _with_remembered(self) -> Self:
        """Show the remembered result of this image, region, model and precision, if there is one."""
        found = self._remembered_here()
        if found is None:
            return self
        partial = reading_of(found.prediction)
        analysis = replace(self.analysis, prediction=found.prediction, partial=partial)
        explanation = replace(found.explanation, occluding=self.explanation.occluding)
        return replace(self, analysis=analysis, explanation=explanation)

    def _remembered_here(self) -> Remembered | None:
        image, placement, bundle = self.image.opened, self.region.placement, self.bundle
        if image is None or placement is None or bundle is None:
            return None
        if self.image.features is not None:
            here: Kind = (str(self.image.features.file.path.absolute()), placement.region, bundle.sha256, "")
        else:
            here = (image.record, placement.region, bundle.sha256, self.device.precision)
        return next((known for known in self.analysis.remembered if kind_of(known.prediction) == here), None)


def reading_of(prediction: Prediction) -> PartialPrediction:
    """Return the fields of `prediction` that overlays and panels draw: grid, tiles, tissue, verdict and trace."""
    return PartialPrediction(
        prediction.grid, prediction.tile_boxes, prediction.tissue_fraction, prediction.verdict, prediction.trace
    )


Kind = tuple[ImageRecord | str, RegionL0, str, str]
"""The conditions of a prediction: the image with its content and pixel size, the region, the model, the precision.

For a prediction from a feature file, they are the path of this file, its region, the model, and "": another program has
computed the features.
"""


def kind_of(prediction: Prediction) -> Kind:
    """Return the conditions of a prediction: its image or feature file, region, model and precision."""
    region, model = prediction.placement.region, prediction.bundle.sha256
    if prediction.feature_file is not None:
        return prediction.image.path, region, model, ""
    return prediction.image, region, model, prediction.device.precision


def missed_notice(asked: int, missed: tuple[Notice, ...]) -> Notice | None:
    """Return the notice about the failed regions of a series of `asked` regions; None if none failed."""
    if not missed:
        return None
    last = missed[-1]
    failed = tr(
        "{count} of {asked} analysis regions could not be analysed. The last: {title}",
        count=len(missed),
        asked=asked,
        title=last.title,
    )
    told = failed if asked else last.title
    return replace(last, title=told)


def unread_notice(notes: tuple[str, ...], before: Notice | None) -> Notice:
    """Return the notice about unreadable saved files. It begins with the text of the notice `before`."""
    told = () if before is None else (before.title,)
    remedy = tr(
        "Analyse the regions of this file again. The unreadable file is renamed to .unread.json before a new "
        "file is saved."
    )
    return Notice("warning", " ".join((*told, *map(of_model, notes))), remedy, _UNREAD_FILE)


_NOT_OPENED = "troubleshooting.md#an-image-cannot-be-opened"
_UNREAD_FILE = "troubleshooting.md#saved-results-or-measurements-cannot-be-read"
REFUSED_NAMED = 2
"""Maximum number of unreadable images that the notice lists. The case list marks all unreadable images."""


def refused_notice(refused: tuple[SlideError, ...], before: Notice | None) -> Notice:
    """Return the notice about images that could not be opened, followed by the text of the notice `before`.

    These images precede the opened image in the folder.
    """
    count, remedy = len(refused), of_model(refused[0].remedy)
    reasons = " ".join(of_model(error.message) for error in refused[:REFUSED_NAMED])
    more = tr(" And {count} more.", count=count - REFUSED_NAMED) if count > REFUSED_NAMED else ""
    title = counted(
        count,
        "An image cannot be opened. {reasons}{more}",
        "{number} images cannot be opened. {reasons}{more}",
        reasons=reasons,
        more=more,
    )
    if before is None:
        return Notice("warning", title, remedy, _NOT_OPENED)
    remedies = before.remedy if remedy in before.remedy else f"{remedy} {before.remedy}".strip()
    return Notice("warning", f"{title} {before.title}", remedies, _NOT_OPENED)


def opening_notice(placement: Placement, left_out: tuple[SlideError, ...]) -> Notice | None:
    """Return the notice about an opened image: unreadable files of its folder, and the place of its analysis region."""
    placed = placement_notice(placement)
    if not left_out:
        return placed
    told, remedy = of_model(skipped_text(left_out)), of_model(left_out[0].remedy)
    if placed is None:
        return Notice("warning", told, remedy, _NOT_OPENED)
    return Notice("warning", f"{told} {placed.title}", f"{remedy} {placed.remedy}".strip(), _NOT_OPENED)


def placement_notice(placement: Placement) -> Notice | None:
    """Return the notice about a region that is not the whole image; None if the region is the whole image."""
    if placement.kind in ("fitted", "placed"):
        return None
    remedy = tr(MOVE_REGION) if placement.kind == "centred" else ""
    return Notice("info", of_model(placement.note[:1].upper() + placement.note[1:] + "."), remedy)
