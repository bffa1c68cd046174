"""Fill a study from an import plan: write patients, spots, outcomes and covariates in one transaction."""

from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from model.base.errors import SlideError, StudyError
from model.base.geometry import RegionL0
from model.base.plural import plural
from model.base.progress import Progress
from model.slide.opening import extent, identity
from model.study.outcome_changes import apply_changes, outcome_changes
from model.study.plan import Entry, ImportPlan, Leftover
from model.study.spots import image_path, relative, spots_of
from model.study.store import Study, now, storable
from model.tables.ids import near_ids
from model.tma.array import Core
from model.tma.saved_cores import saved_cores

_REMEDY = (
    "Correct these lines, or leave out their columns. To replace outcomes by newer follow-up, add --update-outcomes, "
    "or confirm the list of changes in the window."
)


SLIDE_UM, SLIDE_PX = 3000.0, 10_500
"""Limits in um and in px. An image whose width and height exceed its limit is taken to contain several cores. The limit
in px applies if the pixel size is unknown. The limits are about three times the published analysis region of 1 mm (3500
px).
"""


@dataclass(frozen=True)
class Filled:
    """The result of an import: the numbers of added patients and spots, and of known, unmatched and updated rows."""

    patients: int
    spots: int
    known: int
    leftovers: int
    updated: int = 0

    @property
    def text(self) -> str:
        known = f"; {plural(self.known, 'spot was', 'spots were')} already in the study" if self.known else ""
        unmatched = plural(self.leftovers, "row or image", "rows or images")
        left = f"; {unmatched} could not be matched" if self.leftovers else ""
        updated = f"; outcomes updated: {self.updated}" if self.updated else ""
        added = f"added: {plural(self.patients, 'patient')} and {plural(self.spots, 'spot')}"
        return f"{added}{known}{left}{updated}"


def fill(study: Study, plan: ImportPlan, update: bool = False) -> Generator[Progress, None, Filled]:
    """Write the contents of `plan` to the study, and return the numbers of added items.

    With `update`, outcomes that differ from the study's are also written (see `outcome_changes`). If the plan has
    faults or contradicts the study, raise StudyError with a list of them and write nothing.
    """
    if plan.faults:
        remedy = "Correct these lines, or remove them. Nothing was written."
        raise StudyError(f"{plan.sheet.path.name} has faults:", remedy, plan.fault_lines)
    images = sorted({entry.image for entry in plan.entries if entry.image is not None})
    hashes: dict[Path, str] = {}
    for done, image in enumerate(images):
        hashes[image] = yield from checked(image, "checking images", done, len(images))
    writer = _Writer(study, hashes)
    changes = outcome_changes(study, plan)
    faults = writer.faults(plan.entries)
    if not update:
        faults += [f"line {one.line}: the study has another outcome of patient {one.patient}" for one in changes]
    if faults:
        raise StudyError(f"{plan.sheet.path.name} does not fit the study:", _REMEDY, tuple(faults))
    with study.changing():
        apply_changes(study, changes, str(plan.sheet.path))
        return replace(writer.write(plan), updated=len(changes))


def checked(image: Path, stage: str, done: int, total: int) -> Generator[Progress, None, str]:
    """Return the SHA-256 of `image`. Report progress as step `done` of `total` with the name `stage`."""
    steps = identity(image)
    while True:
        yield Progress(stage, done, total)
        try:
            next(steps)
        except StopIteration as end:
            return str(end.value)


class _Writer:
    """Writes the data of one import into a study."""

    def __init__(self, study: Study, hashes: dict[Path, str]) -> None:
        self._study, self._hashes = study, hashes
        self._patients = {row["code"]: row["id"] for row in study.rows("SELECT * FROM patients")}
        self._spots = {
            (row["sha256"], row["core"]): (row["id"], row["code"])
            for row in study.rows("SELECT spots.*, code FROM spots JOIN patients ON patients.id = patient_id")
        }

    def faults(self, entries: Sequence[Entry]) -> list[str]:
        """Return the contradictions with the study and within the import.

        Some contradictions can only be found after the contents of the images are known.
        """
        found = [
            f"line {line}: {words}"
            for line, words in near_ids(((entry.line, entry.patient) for entry in entries), self._patients)
        ]
        taken = {key: f"patient {code}" for key, (_, code) in self._spots.items()}
        for entry in entries:
            for name in self._other_covariates(entry):
                found.append(f"line {entry.line}: the study has another {name} of patient {entry.patient}")
            if entry.image is None:
                continue
            if storable(str(entry.image)) != str(entry.image):
                found.append(f"line {entry.line}: the path {storable(str(entry.image))} is not valid UTF-8; rename it")
            owner = taken.setdefault(self._key(entry), f"patient {entry.patient}")
            if owner != f"patient {entry.patient}":
                found.append(f"line {entry.line}: {entry.image.name} has the same content as an image of {owner}")
            if entry.core:
                found += self._core_faults(entry, self._shared(entry, entries))
        return found

    def _core_faults(self, entry: Entry, shared: bool) -> list[str]:
        core, name = self._core(entry), f"core {entry.core} of {entry.image.name if entry.image else ''}"
        if core is not None and core.status == "missing":
            return [f"line {entry.line}: {name} is marked as missing on the slide"]
        if core is None and (shared or (entry.image is not None and _is_slide(entry.image))):
            return [f"line {entry.line}: the position of {name} is not known; find the cores of the slide first"]
        return []

    def write(self, plan: ImportPlan) -> Filled:
        new_patients = new_spots = known = 0
        strays = self._strays(plan)
        spot_of: dict[Entry, int | None] = {}
        for entry in plan.entries:
            if entry.patient not in self._patients:
                self._patients[entry.patient] = self._study.write(
                    "INSERT INTO patients (code) VALUES (?)", (entry.patient,)
                )
                new_patients += 1
            self._write_outcome(entry)
            spot_of[entry] = None
            if entry.image is not None:
                there = self._spots.get(self._key(entry))
                known += there is not None
                new_spots += there is None
                spot_of[entry] = there[0] if there else self._write_spot(entry, entry.image)
        self._write_covariates(spot_of)
        for left in strays:
            self._study.write("INSERT INTO leftovers (at, kind, what, reason) VALUES (?, ?, ?, ?)",
                              (now(), left.kind, storable(left.what), left.reason))  # fmt: skip
        filled = Filled(new_patients, new_spots, known, len(strays))
        columns = {"of": dict(plan.columns.of), "covariates": list(plan.columns.covariates)}
        self._study.log("", "imported", table=str(plan.sheet.path), columns=columns, unit=plan.columns.time_unit,
                        event_value=plan.columns.event_value, patients=new_patients, spots=new_spots, known=known,
                        leftovers=filled.leftovers)  # fmt: skip
        return filled

    def _strays(self, plan: ImportPlan) -> list[Leftover]:
        """Return the rows and images that match neither each other nor the study.

        For example, a sheet with newer follow-up need not name the images again.
        """
        spots = spots_of(self._study)
        with_spot = {spot.patient for spot in spots}
        paths = {image_path(self._study.folder, spot) for spot in spots}
        known = {str(path.resolve()) for path in paths if path is not None}
        return [
            left
            for left in plan.leftovers
            if not (left.kind == "row" and left.patient in with_spot)
            and not (left.kind == "image" and str(Path(left.what).resolve()) in known)
        ]

    def _key(self, entry: Entry) -> tuple[str, str]:
        return (self._hashes[entry.image] if entry.image is not None else "", entry.core)

    def _other_covariates(self, entry: Entry) -> list[str]:
        """Return the names of the covariates whose value for this patient differs from the value in the study."""
        known = self._study.rows(
            "SELECT name, value FROM covariates JOIN patients ON patients.id = patient_id"
            " WHERE code = ? AND spot_id IS NULL", (entry.patient,),
        )  # fmt: skip
        before = {row["name"]: row["value"] for row in known}
        return [name for name, value in entry.covariates if before.get(name, value) != value]

    def _shared(self, entry: Entry, entries: Iterable[Entry]) -> bool:
        """Return whether the image of `entry` contains several cores.

        If it does, the spot is not assumed to be at the centre of the image.
        """
        return any(other.image == entry.image and other.core != entry.core for other in entries)

    def _core(self, entry: Entry) -> Core | None:
        """Return the core that `entry` names.

        Return None if `entry` names no core, or if the cores of the image are not known yet.
        """
        array = saved_cores(self._key(entry)[0])
        return next((core for core in array.cores if core.label == entry.core), None) if array else None

    def _region(self, entry: Entry) -> RegionL0 | None:
        """Return the square around the core that `entry` names, or None if the position of this core is not known."""
        core = self._core(entry)
        if core is None:
            return None
        side = 2 * core.radius
        return RegionL0(core.centre.x - core.radius, core.centre.y - core.radius, side, side)

    def _write_outcome(self, entry: Entry) -> None:
        outcome = entry.outcome
        if outcome is not None:
            self._study.write(
                "INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (self._patients[entry.patient], outcome.time_years, int(outcome.event), outcome.cause,
                 outcome.time_entered, outcome.unit),
            )  # fmt: skip

    def _write_spot(self, entry: Entry, image: Path) -> int:
        region = self._region(entry) if entry.core else None
        box = (None,) * 4 if region is None else (region.x, region.y, region.width, region.height)
        sha256, core = self._key(entry)
        made = self._study.write(
            "INSERT INTO spots (patient_id, image, seen_at, sha256, core, x, y, width, height)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self._patients[entry.patient], relative(self._study.folder, image), str(image.absolute()), sha256, core,
             *box),
        )  # fmt: skip
        self._spots[sha256, core] = (made, entry.patient)
        return made

    def _write_covariates(self, spot_of: dict[Entry, int | None]) -> None:
        """Write a value that is the same in all rows of a patient to the patient, and any other value to its spot."""
        values: dict[tuple[str, str], set[str]] = defaultdict(set)
        for entry in spot_of:
            for name, value in entry.covariates:
                values[entry.patient, name].add(value)
        for entry, spot in spot_of.items():
            for name, value in entry.covariates:
                whose = spot if len(values[entry.patient, name]) > 1 else None
                self._study.write(
                    "INSERT INTO covariates VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (self._patients[entry.patient], whose, name, value),
                )


def _is_slide(image: Path) -> bool:
    """Return whether the image is much larger than a core.

    If so, the spot is not assumed to be at the centre of the image.
    """
    try:
        size, mpp = extent(image)
    except SlideError:
        return False  # The error is reported when the image is analysed.
    return min(size.width, size.height) > (SLIDE_UM / mpp if mpp else SLIDE_PX)


def leftovers_of(study: Study) -> tuple[tuple[str, str, str], ...]:
    """Return (kind, what, reason) for everything that could not be matched or was left out."""
    rows = study.rows("SELECT kind, what, reason FROM leftovers ORDER BY id")
    return tuple((row["kind"], row["what"], row["reason"]) for row in rows)
