"""Compute the decision values [n] of pooled heads from vectors [n, m], with the formulas of scikit-learn.

All computations are in float64, from float32 tensors. Naive Bayes needs this, because it adds thousands of numbers that
mostly cancel each other.
"""

from abc import ABC, abstractmethod

import torch
from torch import nn

from model.bundle.head_shape import PooledShape


class Classifier(nn.Module, ABC):
    """A classifier with two classes. A positive `decision` means that the patient is alive."""

    @abstractmethod
    def decision(self, z: torch.Tensor) -> torch.Tensor:
        """Return the decision values [n] for standardised vectors `z`, float64 [n, m]."""


class Linear(Classifier):
    """Logistic regression and the linear SVM, whose decision value is a weighted sum."""

    weight: torch.Tensor
    bias: torch.Tensor

    def __init__(self, size: int, shape: PooledShape) -> None:
        super().__init__()
        self.register_buffer("weight", torch.zeros(size))
        self.register_buffer("bias", torch.zeros(()))

    def decision(self, z: torch.Tensor) -> torch.Tensor:
        return self.terms(z) + self.bias.double()

    def terms(self, z: torch.Tensor) -> torch.Tensor:
        """Return the weighted sums [n] of the elements of the vectors `z` [n, m], without the bias."""
        return z @ self.weight.double()


class NaiveBayes(Classifier):
    """Gaussian naive Bayes.

    The decision value is the log odds of alive against dead, assuming that the features are independent.
    """

    means: torch.Tensor
    variances: torch.Tensor
    priors: torch.Tensor

    def __init__(self, size: int, shape: PooledShape) -> None:
        super().__init__()
        self.register_buffer("means", torch.zeros(2, size))
        self.register_buffer("variances", torch.ones(2, size))
        self.register_buffer("priors", torch.full((2,), 0.5))

    def decision(self, z: torch.Tensor) -> torch.Tensor:
        fits = [
            prior.log() - 0.5 * (variance.log() + (z - mean).square() / variance).sum(dim=1)
            for mean, variance, prior in zip(
                self.means.double(), self.variances.double(), self.priors.double(), strict=True
            )
        ]
        return fits[1] - fits[0]


class Rbf(Classifier):
    """The SVM with a Gaussian kernel.

    Its decision value is the weighted sum of the similarities to all support vectors.
    """

    vectors: torch.Tensor
    weight: torch.Tensor
    gamma: torch.Tensor
    bias: torch.Tensor

    def __init__(self, size: int, shape: PooledShape) -> None:
        super().__init__()
        self.register_buffer("vectors", torch.zeros(shape.vectors, size))
        self.register_buffer("weight", torch.zeros(shape.vectors))
        self.register_buffer("gamma", torch.ones(()))
        self.register_buffer("bias", torch.zeros(()))

    def decision(self, z: torch.Tensor) -> torch.Tensor:
        vectors = self.vectors.double()
        squares = z.square().sum(dim=1)[:, None] - 2 * z @ vectors.T + vectors.square().sum(dim=1)
        return torch.exp(-self.gamma.double() * squares.clamp(min=0)) @ self.weight.double() + self.bias.double()


CLASSIFIERS: dict[str, type[Linear] | type[NaiveBayes] | type[Rbf]] = {
    "logistic regression": Linear,
    "naive Bayes": NaiveBayes,
    "linear SVM": Linear,
    "RBF SVM": Rbf,
}
