"""How good someone is, with an interval: Beta posteriors of a share."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv


def beta_interval(
    right: NDArray[Any],
    total: NDArray[Any],
    *,
    coverage: float = 0.95,
    prior: tuple[float, float] = (0.5, 0.5),
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Equal-tailed credible interval of a share after `right` of `total`, Jeffreys prior by default.

    Arguments are arrays of one shape; `right` may hold fractions (expected counts). Returns (low, high).
    """
    hits = np.asarray(right, dtype=np.float64) + prior[0]
    misses = np.asarray(total, dtype=np.float64) - right + prior[1]
    edge = (1.0 - coverage) / 2.0
    return betaincinv(hits, misses, edge), betaincinv(hits, misses, 1.0 - edge)
