"""The names that manifests and training options share: blank tiles, readouts, tile layouts, poolings, classifiers.

This module imports no other package of the program, so that the command line can list the names quickly.
"""

from typing import Literal

Blank = Literal["read", "skip"]
BLANKS: tuple[Blank, ...] = ("read", "skip")
"""What the head does with tiles without tissue: process them like all other tiles ("read"), or leave them out ("skip").
"""
Readout = Literal["last", "mean"]
READOUTS: tuple[Readout, ...] = ("last", "mean")
"""How a sequence network answers: with the logit after the last step ("last"), or with the mean logit of all steps
after the warm-up ("mean")."""
LONGEST_WARM_UP = 0.9
"""Maximum share of the steps that can be left out of the mean as warm-up."""
TileLayout = Literal["grid", "positions"]
TILE_LAYOUTS: tuple[TileLayout, ...] = ("grid", "positions")
"""Positions of the tiles that a model takes as input.

They lie on the grid of an analysis region ("grid"), or at any positions, as in a feature file ("positions").
"""
Pooling = Literal["mean", "max+mean+SD", "Fisher vector"]
POOLINGS: tuple[Pooling, ...] = ("mean", "max+mean+SD", "Fisher vector")
Classifier = Literal["logistic regression", "naive Bayes", "linear SVM", "RBF SVM"]
CLASSIFIERS: tuple[Classifier, ...] = ("logistic regression", "naive Bayes", "linear SVM", "RBF SVM")
SurvivalKind = Literal["hazards", "cox"]
SURVIVAL_KINDS: tuple[SurvivalKind, ...] = ("hazards", "cox")
"""How the outputs of a head give a survival curve. "hazards" has one hazard per time interval, and "cox" has one log
hazard for all times."""
LINEAR: tuple[Classifier, ...] = ("logistic regression", "linear SVM")
"""Classifiers whose decision value is a weighted sum of the inputs."""
