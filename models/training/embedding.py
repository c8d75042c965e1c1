"""Learns the token vectors of mini-embedding.

A text is embedded as the normalised sum of one 256-d vector a token. The length of such a vector
is its weight; it starts from the inverse document frequency and is trained with the direction.
"""

import hashlib
from dataclasses import dataclass

import numpy as np
from scipy import sparse

DIMENSION = 256


@dataclass(frozen=True)
class Recipe:
    """What a training run can vary; the defaults are what was chosen on the development set."""

    seed: int = 20
    epochs: int = 4
    batch: int = 1024
    block: int = 8  # so many pairs of one article stand together in a batch, as hard negatives
    learning_rate: float = 0.01
    temperature: float = 0.07
    idf_power: float = 1.5
    token_dropout: float = 0.0
    pull: float = 0.0  # strength of the pull back to the starting vectors


def bag(rows: list[list[int]], vocabulary: int) -> sparse.csr_matrix:
    """Token counts, float32 [texts, vocabulary]."""
    lengths = [len(row) for row in rows]
    indices = np.fromiter((i for row in rows for i in row), np.int32, sum(lengths))
    pointers = np.concatenate([[0], np.cumsum(lengths)])
    data = np.ones(len(indices), np.float32)
    counts = sparse.csr_matrix((data, indices, pointers), (len(rows), vocabulary))
    counts.sum_duplicates()
    return counts


def damp(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Square roots of the counts: a repeated token says less each time."""
    damped = counts.copy()
    damped.data = np.sqrt(damped.data)
    return damped


def inverse_document_frequency(kinds: list[sparse.csr_matrix]) -> np.ndarray:
    """log(texts / texts that hold it) per token, float32 [vocabulary]; never below zero.

    `kinds`: counts [texts, vocabulary] of several kinds of text. A token counts as frequent as it
    is in the kind where it is most frequent: a question word is no rare word because passages do
    not ask, nor "the" because most texts are Japanese.
    """
    share = np.max([(documents(kind) + 0.5) / (kind.shape[0] + 1) for kind in kinds], axis=0)
    return np.maximum(-np.log(share), 0).astype(np.float32)


def documents(counts: sparse.csr_matrix) -> np.ndarray:
    """In how many texts each token occurs: [vocabulary]."""
    return np.bincount(counts.indices, minlength=counts.shape[1])


def joined(counts: sparse.csr_matrix, n: int) -> sparse.csr_matrix:
    """Every `n` rows as one text."""
    rows = counts.shape[0] // n * n
    groups = sparse.csr_matrix((np.ones(rows), (np.arange(rows) // n, np.arange(rows))))
    return (groups @ counts[:rows]).tocsr()


def character_parts(piece: str) -> list[str]:
    """What a piece shares with pieces written alike: n-grams of its characters."""
    if piece.isascii():
        marked = f"^{piece}$"
        return [marked[i : i + 3] for i in range(len(piece))] if len(piece) > 1 else []
    return [*piece, *(piece[i : i + 2] for i in range(len(piece) - 1))]


def random_unit(seed: str) -> np.ndarray:
    digest = hashlib.sha256(seed.encode("utf-8")).digest()
    rng = np.random.default_rng(int.from_bytes(digest[:8], "big"))
    vector = rng.standard_normal(DIMENSION, dtype=np.float32)
    return vector / np.linalg.norm(vector)


def start_vectors(idf: np.ndarray, pieces: list[str], recipe: Recipe) -> np.ndarray:
    """Directions to start from, with length idf ** idf_power, float32 [vocabulary, DIMENSION].

    Half of a direction is random, half is the sum of the parts of the piece, so that 東京 and
    東京都 or "theatre" and "theatres" are alike before anything is learned.
    """
    rng = np.random.default_rng(recipe.seed)
    directions = rng.standard_normal((len(idf), DIMENSION), dtype=np.float32)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    known: dict[str, np.ndarray] = {}
    for i, piece in enumerate(pieces):
        parts = [] if piece.startswith("<") else character_parts(piece)
        for part in parts:
            if part not in known:
                known[part] = random_unit(part)
        if parts:
            shared = np.sum([known[part] for part in parts], axis=0)
            directions[i] += shared / np.linalg.norm(shared)
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    return directions * (idf**recipe.idf_power / idf.mean())[:, None]


def embed(counts: sparse.csr_matrix, vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Unit vectors [texts, DIMENSION] and the lengths they had before, [texts, 1]."""
    sums = counts @ vectors
    lengths = np.sqrt((sums * sums).sum(1, keepdims=True)) + 1e-6
    return sums / lengths, lengths


def through_norm(unit: np.ndarray, length: np.ndarray, gradient: np.ndarray) -> np.ndarray:
    """Carries a gradient from the unit vector back to the sum it was made of."""
    return (gradient - unit * (unit * gradient).sum(1, keepdims=True)) / length


def softmax(scores: np.ndarray, axis: int) -> np.ndarray:
    scores = np.exp(scores - scores.max(axis, keepdims=True))
    return scores / scores.sum(axis, keepdims=True)


def contrast(query, passage, positive_of, temperature):
    """In-batch contrastive loss, both directions.

    `query`, `passage`: unit vectors [n, DIMENSION], row i of one belongs to row i of the other.
    `positive_of`: int [n], the identity of each passage; equal passages are no negatives.
    Returns the loss and its gradients by `query` and `passage`.
    """
    n = len(query)
    scores = (query @ passage.T) / temperature
    same = positive_of[:, None] == positive_of[None, :]
    np.fill_diagonal(same, False)
    scores[same] = -1e4
    by_row, by_column = softmax(scores, 1), softmax(scores, 0)
    loss = -0.5 * np.log(by_row.diagonal() * by_column.diagonal() + 1e-12).mean()
    gradient = 0.5 * (by_row + by_column)
    gradient[np.arange(n), np.arange(n)] -= 1
    gradient *= 1 / (n * temperature)
    return loss, gradient @ passage, gradient.T @ query


class Adam:
    """Adam on one array, changed in place."""

    def __init__(self, parameter: np.ndarray):
        self.mean = np.zeros_like(parameter)
        self.square = np.zeros_like(parameter)
        self.steps = 0

    def step(self, parameter, gradient, rate, beta1=0.9, beta2=0.99, epsilon=1e-8):
        self.steps += 1
        self.mean += (1 - beta1) * (gradient - self.mean)
        self.square += (1 - beta2) * (gradient * gradient - self.square)
        scale = np.sqrt(self.square / (1 - beta2**self.steps)) + epsilon
        parameter -= rate / (1 - beta1**self.steps) * self.mean / scale


def batches(groups: np.ndarray, recipe: Recipe, rng: np.random.Generator):
    """Yields row numbers; blocks of one article stay together, everything else is shuffled."""
    order = rng.permutation(len(groups))
    order = order[np.argsort(groups[order], kind="stable")]
    blocks = [order[i : i + recipe.block] for i in range(0, len(order), recipe.block)]
    order = np.concatenate([blocks[i] for i in rng.permutation(len(blocks))])
    for start in range(0, len(order) - recipe.batch + 1, recipe.batch):
        yield order[start : start + recipe.batch]


def drop_tokens(counts: sparse.csr_matrix, share: float, rng) -> sparse.csr_matrix:
    """Sets a random share of the counts to zero."""
    if share == 0:
        return counts
    kept = counts.copy()
    kept.data *= rng.random(len(kept.data), dtype=np.float32) >= share
    return kept


def train(
    queries, passages, positive_of, groups, idf, pieces, recipe: Recipe, report=None
) -> np.ndarray:
    """Returns token vectors, float32 [vocabulary, DIMENSION].

    `queries`, `passages`: counts [pairs, vocabulary]; `positive_of`, `groups`: int [pairs], number
    of the passage and of the article; `pieces`: what each token is written like.
    `report(epoch, vectors, loss)` is called after each epoch.
    """
    start = start_vectors(idf, pieces, recipe)
    vectors = start.copy()
    rng = np.random.default_rng(recipe.seed + 1)
    adam = Adam(vectors)
    total = recipe.epochs * (len(groups) // recipe.batch)
    for epoch in range(recipe.epochs):
        losses = []
        for rows in batches(groups, recipe, rng):
            query_bag = drop_tokens(queries[rows], recipe.token_dropout, rng)
            passage_bag = drop_tokens(passages[rows], recipe.token_dropout, rng)
            query, query_length = embed(query_bag, vectors)
            passage, passage_length = embed(passage_bag, vectors)
            loss, by_query, by_passage = contrast(
                query, passage, positive_of[rows], recipe.temperature
            )
            gradient = query_bag.T @ through_norm(query, query_length, by_query)
            gradient += passage_bag.T @ through_norm(passage, passage_length, by_passage)
            gradient += recipe.pull * (vectors - start) / len(vectors)
            rate = recipe.learning_rate * (1 - adam.steps / total)
            adam.step(vectors, gradient, rate)
            losses.append(loss)
        if report:
            report(epoch, vectors, float(np.mean(losses)))
    return vectors
