"""Describe in words how two bundles differ: model cards, training options, other fields and weights."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.predict.verify_bundle import Difference

CardLines = Sequence[tuple[str, str]]
_SETTINGS = "training_settings."
_INDENT = " " * 4


def difference_text(first: CardLines, second: CardLines, found: "Sequence[Difference]") -> str:
    """Return the text that describes how two bundles, A and B, differ.

    `first` and `second` are the lines of their model cards, and `found` has the differences of their fields and
    tensors.
    """
    here, there = _joined(first), _joined(second)
    labels = [*here, *(label for label in there if label not in here)]
    changed = [label for label in labels if here.get(label) != there.get(label)]
    lines = []
    for label in changed:
        lines.append(f"{label}:")
        lines += [f"{_INDENT}{name}: {card.get(label, 'not stated')}" for name, card in (("A", here), ("B", there))]
    lines += _options(found)
    lines.append(_weights([one for one in found if one.is_tensor]))
    same = [label for label in labels if label not in changed]
    if same:
        lines.append(f"The same on both cards: {', '.join(label.strip() for label in same)}.")
    lines.append("With --fields, every field and tensor that differs is listed.")
    return "\n".join(lines)


def _joined(card: CardLines) -> dict[str, str]:
    """Return the text of each label on the card. If a label has several lines, their texts are joined."""
    found: dict[str, list[str]] = {}
    for label, words in card:
        found.setdefault(label, []).append(words)
    return {label: "; ".join(words) for label, words in found.items()}


def _options(found: "Sequence[Difference]") -> list[str]:
    """Return one line per training option that differs."""
    options = [one for one in found if not one.is_tensor and one.name.startswith(_SETTINGS)]
    lines = [
        f"{_INDENT}{one.name.removeprefix(_SETTINGS)}: {_value(one.first)} in A, {_value(one.second)} in B"
        for one in options
    ]
    return ["training options:", *lines] if lines else []


def _value(value: str | None) -> str:
    return "not stated" if value is None else value.strip('"') or "empty"


def _weights(tensors: "Sequence[Difference]") -> str:
    """Return a sentence on the weights and the other arrays of the bundles."""
    if not tensors:
        return "weights: the same in both bundles."
    if any(one.apart is None for one in tensors):
        names = ", ".join(one.name for one in tensors if one.apart is None)
        return f"weights: these arrays differ in size or are in only one bundle, so they cannot be compared: {names}."
    largest = max(tensors, key=lambda one: one.apart or 0.0)
    return (
        f"weights: {len(tensors)} arrays differ, by at most {largest.apart:.3g} in one number ({largest.name}). All "
        "have the same sizes."
    )
