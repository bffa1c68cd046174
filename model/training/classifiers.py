"""Fit the classifiers of pooled features with scikit-learn, and compute their logits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from model.statistics.discrimination import auc_value
from model.training.evaluate import finite_logits
from model.training.patients import by_patient
from model.training.split import Split


@dataclass(frozen=True)
class Classifier:
    """A function that makes a classifier with a given regularisation strength, and the strengths to try.

    The first strength regularises most.
    """

    make: Callable[[float], Any]
    strengths: tuple[float, ...]


CLASSIFIERS: dict[str, Classifier] = {
    "logistic regression": Classifier(lambda c: LogisticRegression(C=c, max_iter=5000), (1e-4, 1e-3, 1e-2, 0.1, 1.0)),
    "naive Bayes": Classifier(lambda c: GaussianNB(var_smoothing=c), (1.0, 0.1, 1e-3, 1e-9)),
    "linear SVM": Classifier(lambda c: SVC(kernel="linear", C=c), (1e-5, 1e-4, 1e-3, 1e-2, 0.1)),
    "RBF SVM": Classifier(lambda c: SVC(kernel="rbf", gamma="scale", C=c), (0.1, 1.0, 10.0, 100.0)),
}


def classify(
    name: str, vectors: np.ndarray, alive: np.ndarray, patients: Sequence[str], split: Split
) -> tuple[np.ndarray, float]:
    """Return logits float64 [spots] of all `vectors`, and the regularisation strength that `fit_classifier` chose."""
    model, strength = fit_classifier(name, vectors, alive, patients, split)
    return decisions(model, vectors), strength


def fit_classifier(
    name: str, vectors: np.ndarray, alive: np.ndarray, patients: Sequence[str], split: Split
) -> tuple[Any, float]:
    """Return the fitted pipeline of scaler and classifier, and its regularisation strength.

    The regularisation strength with the best AUC on the validation patients is chosen. If several strengths have the
    same AUC, the one that regularises most is chosen.
    """
    chosen, best, strength = None, -1.0, 0.0
    for tried in CLASSIFIERS[name].strengths:
        model = make_pipeline(StandardScaler(), CLASSIFIERS[name].make(tried))
        model.fit(vectors[split.training], alive[split.training])
        named = [patients[row] for row in split.validation]
        logits = decisions(model, vectors[split.validation])
        means, truth = by_patient(named, logits, alive[split.validation])
        found = auc_value(means, truth > 0.5)
        if found > best:
            chosen, best, strength = model, found, tried
    return chosen, strength


def decisions(model: Any, vectors: np.ndarray) -> np.ndarray:
    """Return the decision values, float64 [n]; higher values favour alive.

    For naive Bayes, the decision value is the difference of the log probabilities of the two classes.
    """
    if hasattr(model, "decision_function"):
        return finite_logits(np.asarray(model.decision_function(vectors), dtype=np.float64))
    # predict_proba is not used, because it returns exactly 0 or 1: naive Bayes treats 4096 features as independent.
    died, alive = model[-1].predict_joint_log_proba(model[:-1].transform(vectors)).T
    return finite_logits(np.asarray(alive - died, dtype=np.float64))
