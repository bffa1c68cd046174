"""The names that a manifest and the training options share: blank tiles, poolings and classifiers.

Loads nothing, so that the command line can list them at once.
"""

from typing import Literal

Blank = Literal["read", "skip"]
BLANKS: tuple[Blank, ...] = ("read", "skip")
"""Whether the head reads tiles without tissue like all others, or skips them."""
Pooling = Literal["mean", "max+mean+SD", "Fisher vector"]
POOLINGS: tuple[Pooling, ...] = ("mean", "max+mean+SD", "Fisher vector")
Classifier = Literal["logistic regression", "naive Bayes", "linear SVM", "RBF SVM"]
CLASSIFIERS: tuple[Classifier, ...] = ("logistic regression", "naive Bayes", "linear SVM", "RBF SVM")
LINEAR: tuple[Classifier, ...] = ("logistic regression", "linear SVM")
"""Classifiers whose decision value is a weighted sum."""
