"""`auto`: a committee of models that never strays far from the vote, weighed by gold where there is any.

Why a committee: no single model is best everywhere. Confusion matrices win where workers are biased, subtypes
where their errors go together, one number a worker where labels are few; held-out likelihood picks wrongly.
So:

1. The committee's opinion is the mean of Dawid–Skene (few passes) and EBCC, mixed with the plain vote:
   `√α · votes + (1 − √α) · models`, α being Krippendorff's alpha. The more people agree beyond chance, the
   less a model of people can add, and the more it can harm.
2. Gold re-weighs: votes, Dawid–Skene, EBCC, one-coin, MACE and the committee are each weighted by their
   likelihood for the known classes (Bayesian model averaging), the committee with prior odds of e² to 1, so
   that a handful of gold tasks cannot carry a decision by luck. Models of people claim near certainty where
   they err; a slip of one in ten is allowed for, so that one bold error costs no more than it should.
3. Where workers have given fewer than two labels on average there is nothing to learn about them: the plain
   vote stands.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.agreement.alpha import alpha_of_counts
from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.base import Truth, hold, shares
from beanfield.quality.truth.dawid_skene import DawidSkene
from beanfield.quality.truth.ebcc import EBCC
from beanfield.quality.truth.mace import MACE
from beanfield.quality.truth.one_coin import OneCoin

_PRIOR_ODDS = 2.0
_SLIP = 0.1
#: Labels × classes above which the models that need many passes, EBCC and MACE, are left out.
_SLOW_LIMIT = 2_000_000


class Auto(Truth):
    """Also sets `weights_` (model → weight) and `reasons_`, sentences by message key and figures."""

    def _fit(self, labels: Labels, gold: Gold | None) -> None:
        self.reasons_: list[tuple[str, dict[str, float]]] = []
        votes = shares(labels).astype(np.float64)
        if labels.workers == 1 or labels.per_worker.mean() < 2 or labels.classes < 2:
            self.weights_ = {"majority": 1.0}
            self.reasons_.append(("truth_thin", {"labels": float(labels.per_worker.mean())}))
            self.posterior_ = hold(votes, gold)
            return
        models = self._models(labels)
        trust = self._trust_in_votes(labels)
        committee = trust * votes + (1.0 - trust) * np.mean(list(models.values()), axis=0)
        self.weights_ = {"majority": trust} | {name: (1.0 - trust) / len(models) for name in models}
        self.reasons_.append(("truth_committee", {"alpha": trust**2, "votes": trust}))
        if gold is None:
            self.posterior_ = committee
            return
        models |= {"majority": votes, "one_coin": OneCoin().fit(labels).posterior_, "committee": committee}
        if self._is_small(labels):
            models["mace"] = MACE().fit(labels).posterior_
        self.weights_ = _evidence_weights(models, gold)
        self.reasons_.append(("truth_gold", {"gold": float(len(gold))}))
        mixed = np.sum([self.weights_[name] * models[name] for name in models], axis=0)
        self.posterior_ = hold(mixed, gold)

    @staticmethod
    def _models(labels: Labels) -> dict[str, NDArray[Any]]:
        models = {"dawid_skene": DawidSkene().fit(labels).posterior_}
        if Auto._is_small(labels):
            models["ebcc"] = EBCC().fit(labels).posterior_
        return models

    @staticmethod
    def _is_small(labels: Labels) -> bool:
        return len(labels.task) * labels.classes <= _SLOW_LIMIT

    @staticmethod
    def _trust_in_votes(labels: Labels) -> float:
        alpha = alpha_of_counts(labels.votes)
        return float(np.sqrt(np.clip(alpha, 0.0, 1.0))) if np.isfinite(alpha) else 1.0


def _evidence_weights(models: dict[str, NDArray[Any]], gold: Gold) -> dict[str, float]:
    """Weights in proportion to prior odds times the likelihood of the gold, a slip of 10 % allowed for."""
    evidence = {}
    for name, posterior in models.items():
        given = posterior[gold.task, gold.label]
        likelihood = np.log(_SLIP / posterior.shape[1] + (1.0 - _SLIP) * given).sum()
        evidence[name] = float(likelihood) + (_PRIOR_ODDS if name == "committee" else 0.0)
    top = max(evidence.values())
    raw = {name: float(np.exp(value - top)) for name, value in evidence.items()}
    total = sum(raw.values())
    return {name: value / total for name, value in raw.items()}
