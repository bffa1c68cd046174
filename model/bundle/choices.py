"""The names that manifests and training options share: blank tiles, readouts, poolings and classifiers.

This module imports nothing, so that the command line can list the names quickly.
"""

from typing import Literal

Blank = Literal["read", "skip"]
BLANKS: tuple[Blank, ...] = ("read", "skip")
"""Whether the head processes tiles without tissue like all other tiles, or skips them."""
Readout = Literal["last", "mean"]
READOUTS: tuple[Readout, ...] = ("last", "mean")
"""How a sequence network answers: with the logit after the last step, or with the mean logit of all steps after the
warm-up.
"""
LONGEST_WARM_UP = 0.9
"""Largest share of the steps that can be left out of the mean as warm-up."""
Pooling = Literal["mean", "max+mean+SD", "Fisher vector"]
POOLINGS: tuple[Pooling, ...] = ("mean", "max+mean+SD", "Fisher vector")
Classifier = Literal["logistic regression", "naive Bayes", "linear SVM", "RBF SVM"]
CLASSIFIERS: tuple[Classifier, ...] = ("logistic regression", "naive Bayes", "linear SVM", "RBF SVM")
SurvivalKind = Literal["hazards", "cox"]
SURVIVAL_KINDS: tuple[SurvivalKind, ...] = ("hazards", "cox")
"""How the outputs of a head give a survival curve: one hazard per interval, or one log hazard for all times."""
LINEAR: tuple[Classifier, ...] = ("logistic regression", "linear SVM")
"""Classifiers whose decision value is a weighted sum."""
