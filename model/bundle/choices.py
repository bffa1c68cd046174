"""The names that a manifest and the training options share: blank tiles, readouts, poolings and classifiers.

Loads nothing, so that the command line can list them at once.
"""

from typing import Literal

Blank = Literal["read", "skip"]
BLANKS: tuple[Blank, ...] = ("read", "skip")
"""Whether the head reads tiles without tissue like all others, or skips them."""
Readout = Literal["last", "mean"]
READOUTS: tuple[Readout, ...] = ("last", "mean")
"""The answer of a sequence network: the logit after the last step, or the mean of the logits after the warm-up."""
LONGEST_WARM_UP = 0.9
"""Largest share of a string's steps that the mean leaves out."""
Pooling = Literal["mean", "max+mean+SD", "Fisher vector"]
POOLINGS: tuple[Pooling, ...] = ("mean", "max+mean+SD", "Fisher vector")
Classifier = Literal["logistic regression", "naive Bayes", "linear SVM", "RBF SVM"]
CLASSIFIERS: tuple[Classifier, ...] = ("logistic regression", "naive Bayes", "linear SVM", "RBF SVM")
LINEAR: tuple[Classifier, ...] = ("logistic regression", "linear SVM")
"""Classifiers whose decision value is a weighted sum."""
