"""Print all visible objects of the window on the bus of AT-SPI as JSON: role, name, description, value, labels.

It runs on the Python of the system, which has the bindings of AT-SPI. Exit code 3: the window is not on the bus yet.
"""

import json
import sys

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

MOST = 600
"""Maximum number of objects, so that a cycle in the tree ends."""


def found(thing, rows):
    """Add `thing` and all visible objects below it to `rows`, in the order of the tree."""
    states = thing.get_state_set()
    if len(rows) >= MOST or not states.contains(Atspi.StateType.SHOWING):
        return rows
    value = thing.get_value_iface()
    labels = [
        relation.get_target(0).get_name()
        for relation in thing.get_relation_set()
        if relation.get_relation_type() == Atspi.RelationType.LABELLED_BY
    ]
    rows.append({
        "role": thing.get_role_name(), "name": thing.get_name(), "description": thing.get_description(),
        "value": value.get_current_value() if value is not None else None, "labels": labels,
        "focusable": states.contains(Atspi.StateType.FOCUSABLE),
    })  # fmt: skip
    for at in range(thing.get_child_count()):
        below = thing.get_child_at_index(at)
        if below is not None:
            found(below, rows)
    return rows


Atspi.init()
desktop = Atspi.get_desktop(0)
programs = [desktop.get_child_at_index(at) for at in range(desktop.get_child_count())]
windows = [one.get_child_at_index(0) for one in programs if one is not None and one.get_child_count()]
if not windows:
    sys.exit(3)
print(json.dumps(found(windows[0], [])))
