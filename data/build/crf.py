"""Fit a linear-chain conditional random field over hashed features (L-BFGS, L2 penalty)."""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.optimize import minimize

from services.features.spans import FIRST, FURTHER, NEVER, OUTSIDE, Batch, SpanModel
from services.features.token_features import SLOT_BITS, Slots
from services.features.tokens import Indexes

LABELS = 3
Array = NDArray[np.float64]


class ConditionalRandomField:
    """Words of many sentences with their labels; :meth:`fit` maximises the penalised likelihood."""

    def __init__(self, slots: Slots, labels: Indexes, sentences: Indexes) -> None:
        counts = np.bincount(slots.ravel(), minlength=1 << SLOT_BITS)
        self._used = np.flatnonzero(counts >= 2)
        column = np.cumsum(counts >= 2) - 1
        kept = (counts >= 2)[slots]
        edges = np.append(0, np.cumsum(kept.sum(axis=1)))
        shape = (len(slots), len(self._used))
        self._x = sp.csr_matrix((np.ones(edges[-1]), column[slots[kept]], edges), shape=shape)
        self._xt = self._x.T.tocsr()
        self._truth = np.eye(LABELS)[labels]
        self._opening = np.append(True, np.diff(sentences) > 0)
        self._batch = Batch(np.flatnonzero(self._opening), len(slots))
        inner = np.flatnonzero(~self._opening)
        self._steps = np.zeros((LABELS, LABELS))
        np.add.at(self._steps, (labels[inner - 1], labels[inner]), 1)

    def fit(self, penalty: float, iterations: int) -> SpanModel:
        """Return the fitted model with no bias."""
        size = len(self._used) * LABELS
        options = {"maxiter": iterations, "maxcor": 6}
        start = np.zeros(size + LABELS * LABELS)
        found = minimize(self._loss, start, args=(penalty,), jac=True, method="L-BFGS-B", options=options)
        weights = np.zeros((1 << SLOT_BITS, LABELS - 1), np.float32)
        learnt = found.x[:size].reshape(-1, LABELS)
        weights[self._used] = learnt[:, FIRST:] - learnt[:, :FIRST]
        return SpanModel(weights, _allowed(found.x[size:].reshape(LABELS, LABELS)), 0.0)

    def _loss(self, point: Array, penalty: float) -> tuple[float, Array]:
        weights, steps = point[: -LABELS * LABELS].reshape(-1, LABELS), point[-LABELS * LABELS :]
        scores = self._x @ weights
        gained = float((scores * self._truth).sum() + (self._steps * steps.reshape(LABELS, LABELS)).sum())
        scores[self._opening, FURTHER] += NEVER
        total, shares, moves = _expectations(self._batch, scores, _allowed(steps.reshape(LABELS, LABELS)))
        gradient = np.append(self._xt @ (shares - self._truth), moves - self._steps)
        return total - gained + penalty / 2 * float(point @ point), gradient + penalty * point


def _allowed(steps: Array) -> Array:
    barred = np.zeros_like(steps)
    barred[OUTSIDE, FURTHER] = NEVER
    return steps + barred


def _expectations(batch: Batch, scores: Array, steps: Array) -> tuple[float, Array, Array]:
    """Return the log of the sum over all labellings, the share of each label, and of each step."""
    ahead, behind = scores.copy(), np.zeros_like(scores)
    for words in batch.steps():
        ahead[words] += _log_sum(ahead[words - 1][:, :, None] + steps, 1)
    for words in reversed(batch.steps()):
        behind[words - 1] = _log_sum(steps + (scores[words] + behind[words])[:, None, :], 2)
    totals = _log_sum(ahead[batch.lasts], 1)
    total = np.zeros(len(scores))
    total[_spread(batch)] = np.repeat(totals, batch.lengths)
    shares = np.exp(ahead + behind - total[:, None])
    later = np.concatenate(batch.steps() or [np.zeros(0, np.int64)])
    ways = ahead[later - 1][:, :, None] + steps + (scores[later] + behind[later])[:, None, :]
    return float(totals.sum()), shares, np.exp(ways - total[later][:, None, None]).sum(axis=0)


def _spread(batch: Batch) -> Indexes:
    within = np.arange(batch.lengths.sum()) - np.repeat(
        np.cumsum(batch.lengths) - batch.lengths, batch.lengths
    )
    return np.repeat(batch.firsts, batch.lengths) + within


def _log_sum(values: Array, axis: int) -> Array:
    top = values.max(axis=axis, keepdims=True)
    sums: Array = top.squeeze(axis) + np.log(np.exp(values - top).sum(axis=axis))
    return sums
