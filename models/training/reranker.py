"""The score of mini-reranker: what it is made of, and its calibration.

Every query token looks for its best match (cosine of token vectors) in the passage. The logit is a
weighted sum of a few features; the means are taken over the query tokens, weighted by idf:

    single   mean of the best match anywhere in the passage
    pair     mean of the best match of a token together with its neighbour (phrases)
    window   mean of the best match inside the best stretch of so many tokens; one feature a size
    length   log of the number of passage tokens (long passages match by chance)

Learning the token weights or the coefficients from the training pairs did not rank the development
set better than the round numbers below, so they stayed. Only scale and bias are fitted.
"""

from dataclasses import dataclass, replace

import numpy as np

IDF_POWER = 1.25


@dataclass(frozen=True)
class Score:
    """The numbers of the graph: one coefficient a feature, in the order above, and the bias."""

    windows: tuple[int, ...] = (16, 48)
    coefficients: tuple[float, ...] = (8.0, 8.0, 4.0, 4.0, -0.5)
    bias: float = 0.0

    def scaled(self, scale: float, bias: float) -> "Score":
        """The score whose logit is scale * logit + bias."""
        coefficients = tuple(scale * c for c in self.coefficients)
        return replace(self, coefficients=coefficients, bias=scale * self.bias + bias)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows of length one, float32 [vocabulary, d]; zero rows stay zero."""
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)


def token_weights(idf: np.ndarray, specials: int) -> np.ndarray:
    """Weight of each token in the means, float32 [vocabulary, 1]; zero for the first `specials`."""
    weights = idf**IDF_POWER / idf.mean() ** IDF_POWER
    weights[:specials] = 0
    return weights[:, None].astype(np.float32)


def calibrate(logits: np.ndarray, relevant: np.ndarray, steps: int = 50) -> tuple[float, float]:
    """Logistic regression by Newton's method on float [n] logits and 0/1 [n] judgements.

    Returns (scale, bias): sigmoid(scale * logit + bias) is roughly the probability of relevance.
    """
    centre, spread = logits.mean(), logits.std()
    x = np.stack([(logits - centre) / spread, np.ones_like(logits)], 1).astype(np.float64)
    theta = np.zeros(2)
    for _ in range(steps):
        probability = 1 / (1 + np.exp(-x @ theta))
        curvature = (x * (probability * (1 - probability))[:, None]).T @ x
        theta -= np.linalg.solve(curvature + 1e-9 * np.eye(2), x.T @ (probability - relevant))
    scale = theta[0] / spread
    return float(scale), float(theta[1] - scale * centre)
