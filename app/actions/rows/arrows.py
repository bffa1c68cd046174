"""The four arrow keys, which several groups of actions use."""

ARROWS = (("Left", 0, -1), ("Right", 0, 1), ("Up", -1, 0), ("Down", 1, 0))
"""Key, rows to move down, columns to move right."""
WAYS = {"Left": "To the left", "Right": "To the right", "Up": "Up", "Down": "Down"}
