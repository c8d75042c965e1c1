"""How mini-reranker scores a passage, and how its few numbers are learned.

Every token of the query is looked up (cosine of token vectors) in the passage. The logit is a
weighted sum of the features below; means are taken over the query tokens, weighted by idf:

    single            mean of the best match anywhere
    pair, triple      mean of the best match of a token together with one and with two neighbours
    cube, sure        mean of the third power of the best match, and of how far it is beyond 1/2
    exact_pair        share of tokens that stand beside the same neighbour in the passage
    present, count    share of tokens that occur at all; how often, saturated as in BM25
    soft_count        the same for alike tokens
    first_12, _24     mean of the best match among the first tokens, where the title stands
    window_8 … _128   mean of the best match inside the best stretch of so many tokens
    length            log of the number of passage tokens (long passages match by chance)
    square            of the first one, so that a match of all tokens is worth more than its parts
    exact_triple      share of three tokens in a row that stand so in the passage
    near, near_apart  best match of a token together with the next one, or the next but one, at most
                      8 tokens away; two tokens weigh as much as the root of their product
    focus, _stretch   how much of the passage, and of its best 16 tokens, the query speaks of

All are multiplied by the root of the summed weights of the query: the more is asked, the more the
answer tells.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize

IDF_POWER = 1.25
PENALTY = 1e-4


@dataclass(frozen=True)
class Score:
    """The numbers of the graph: one coefficient a feature, in the order above, and the bias."""

    coefficients: tuple[float, ...]
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


def learn(features: np.ndarray, relevant: np.ndarray) -> Score:
    """The coefficients under which the relevant one of each row is the likeliest.

    `features`: [queries, candidates, n]; `relevant`: 0/1 [queries, candidates], one 1 in a row. The
    loss (softmax over the candidates, and a small penalty on the coefficients of the features at
    unit spread) is convex, so there is one best answer.
    """
    spread = features.reshape(-1, features.shape[-1]).std(0) + 1e-6
    scaled = (features / spread).astype(np.float64)

    def loss(coefficients):
        scores = scaled @ coefficients
        scores -= scores.max(1, keepdims=True)
        total = np.log(np.exp(scores).sum(1, keepdims=True))
        value = -((scores - total) * relevant).sum(1).mean() + PENALTY * coefficients @ coefficients
        push = (np.exp(scores - total) - relevant) / len(relevant)
        return value, np.einsum("qc,qcn->n", push, scaled) + 2 * PENALTY * coefficients

    start = np.zeros(features.shape[-1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return Score(tuple(float(c) for c in found.x / spread))


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
