"""The four arrow keys, which several groups of actions share."""

ARROWS = (("Left", 0, -1), ("Right", 0, 1), ("Up", -1, 0), ("Down", 1, 0))
"""For each key: its name, the rows to move down, and the columns to move right."""
WAYS = {"Left": "To the left", "Right": "To the right", "Up": "Up", "Down": "Down"}
