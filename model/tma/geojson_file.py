"""Read all features of a GeoJSON file, including their children, each with its position in the file.

A file may be a FeatureCollection, a list of features, a single feature, or a bare geometry, in UTF-8, UTF-16 or UTF-32.
QuPath stores children as `childObjects` of their parent.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.base.errors import TmaError

LARGEST = 128 * 2**20
"""Maximum size in bytes of a file that is read. In memory it takes ten times as much. A file with the cores and
annotations of a slide has a few megabytes. A file with all its detected cells is larger than this limit and is
refused."""
GEOMETRIES = (
    "Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection",
)  # fmt: skip


@dataclass(frozen=True)
class Feature:
    """One feature of a file, not yet checked. `where` is its position in the file as text ("feature 3, child 2")."""

    where: str
    value: Any

    @property
    def properties(self) -> dict[str, Any]:
        """Return the feature's properties. Return {} if it has none, or if they are not an object."""
        found = self.value.get("properties") if isinstance(self.value, dict) else None
        return found if isinstance(found, dict) else {}

    @property
    def is_readable(self) -> bool:
        """Return whether the feature is an object whose properties are an object or absent."""
        return isinstance(self.value, dict) and isinstance(self.value.get("properties"), dict | None)


def read_features(path: Path) -> tuple[Feature, ...]:
    """Return all features of the file in their order. A parent comes before its children.

    Raise TmaError if the file is not GeoJSON.
    """
    data = _parsed(path)
    found: list[Feature] = []
    # This is a loop and not a recursion, because a file may nest its objects to any depth.
    waiting = [Feature(f"feature {number}", one) for number, one in reversed(list(enumerate(_listed(data, path), 1)))]
    while waiting:
        feature = waiting.pop()
        if not (isinstance(feature.value, dict) and feature.value.get("type") == "FeatureCollection"):
            found.append(feature)
        children = _children(feature)
        waiting += [Feature(f"{feature.where}, child {number}", children[number - 1])
                    for number in range(len(children), 0, -1)]  # fmt: skip
    return tuple(found)


def _listed(data: Any, path: Path) -> list[Any]:
    """Return the features at the top level of the file."""
    if isinstance(data, dict):
        if "features" not in data:
            return [{"type": "Feature", "geometry": data} if data.get("type") in GEOMETRIES else data]
        data = data["features"]
    if not isinstance(data, list):
        message = f"{path.name} is not a GeoJSON file (its features are not a list)."
        raise TmaError(message, "Export the objects from QuPath again.")
    return data


def _children(feature: Feature) -> list[Any]:
    """Return the children of the feature: its `childObjects`, or the members of a collection.

    `childObjects` may be a key of the feature or one of its properties.
    """
    below: list[Any] = []
    if isinstance(feature.value, dict):
        for holder, key in ((feature.value, "childObjects"), (feature.properties, "childObjects"),
                            (feature.value, "features")):  # fmt: skip
            children = holder.get(key)
            if children is not None:
                # An entry that is not a list is treated as a child that is not a feature. It is then counted as left
                # out.
                below += children if isinstance(children, list) else [children]
    return below


def _parsed(path: Path) -> Any:
    again = "Export the objects from QuPath again."
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise TmaError(f"{path} cannot be read ({error.strerror}).", "Check the path.") from error
    if len(data) > LARGEST:
        message = f"{path.name} is larger than {LARGEST // 2**20} MB."
        raise TmaError(message, "In QuPath, export the TMA cores and annotations only, without cells and detections.")
    try:
        return json.loads(data, object_pairs_hook=_without_contradiction)
    except UnicodeDecodeError as error:
        message = f"{path.name} is not a GeoJSON file (it is text of another encoding)."
        raise TmaError(message, "Save the file as UTF-8, or export the objects from QuPath again.") from error
    except ValueError as error:
        raise TmaError(f"{path.name} is not a GeoJSON file ({error}).", again) from error
    except RecursionError as error:
        raise TmaError(f"{path.name} is not a GeoJSON file (it is nested too deeply).", again) from error


def _without_contradiction(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a JSON object from its pairs of key and value.

    Raise ValueError if a key occurs twice with different values.

    GeoJSON does not define which of the two values counts.
    """
    found = dict(pairs)
    if len(found) < len(pairs):
        for key, value in pairs:
            if not _same(found[key], value):
                raise ValueError(f"an object has two values of {key!r}")
    return found


def _same(one: Any, two: Any) -> bool:
    return type(one) is type(two) and bool(one == two)
