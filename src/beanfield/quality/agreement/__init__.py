"""How far people agree, beyond chance."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from beanfield.quality.agreement.alpha import Level, alpha_of_counts
from beanfield.quality.agreement.kappa import fleiss_kappa, gwet_ac1, mean_cohen_kappa, percent_agreement
from beanfield.quality.labels import Labels


def _alpha(labels: Labels, level: Level) -> float:
    values = labels.class_names.astype(np.float64) if level in {"interval", "ratio"} else None
    return alpha_of_counts(labels.votes, level=level, values=values)


#: Figures by name; only alpha knows levels other than nominal.
METRICS: dict[str, Callable[[Labels, Level], float]] = {
    "krippendorff-alpha": _alpha,
    "fleiss-kappa": lambda labels, _level: fleiss_kappa(labels.votes),
    "gwet-ac1": lambda labels, _level: gwet_ac1(labels.votes),
    "percent": lambda labels, _level: percent_agreement(labels.votes),
    "cohen-kappa": lambda labels, _level: mean_cohen_kappa(labels),
}
