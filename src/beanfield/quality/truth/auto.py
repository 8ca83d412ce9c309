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

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from beanfield.quality.agreement.alpha import alpha_of_counts
from beanfield.quality.labels import Gold, Labels
from beanfield.quality.truth.base import Truth, hold, shares, worker_accuracy
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
        self._votes = shares(labels).astype(np.float64)
        self._thin = labels.workers == 1 or labels.per_worker.mean() < 2 or labels.classes < 2
        self._members = {} if self._thin else _members(labels)
        self._candidates: dict[str, NDArray[Any]] = {}
        self._decide(gold)

    def reweigh(self, gold: Gold | None) -> Self:
        """Decide anew with other gold; the models, which see labels only, are not fitted again."""
        self._decide(gold if gold is not None and len(gold) else None)
        self.accuracy_ = worker_accuracy(self.labels, self.posterior_)
        return self

    def _decide(self, gold: Gold | None) -> None:
        self.reasons_: list[tuple[str, dict[str, float]]] = []
        if self._thin:
            self.weights_ = {"majority": 1.0}
            self.reasons_.append(("truth_thin", {"labels": float(self.labels.per_worker.mean())}))
            self.posterior_ = hold(self._votes.copy(), gold)
            return
        trust = _trust_in_votes(self.labels)
        committee = trust * self._votes + (1.0 - trust) * np.mean(list(self._members.values()), axis=0)
        share = (1.0 - trust) / len(self._members)
        self.weights_ = {"majority": trust} | dict.fromkeys(self._members, share)
        self.reasons_.append(("truth_committee", {"alpha": trust**2, "votes": trust}))
        self.posterior_ = committee if gold is None else self._weighed(committee, gold)

    def _weighed(self, committee: NDArray[Any], gold: Gold) -> NDArray[Any]:
        """The mean of all candidates by their evidence, with the gold held."""
        self._candidates = self._candidates or _candidates(self.labels)
        models = self._members | self._candidates | {"majority": self._votes, "committee": committee}
        self.weights_ = _evidence_weights(models, gold)
        self.reasons_.append(("truth_gold", {"gold": float(len(gold))}))
        mixed: NDArray[Any] = np.sum([self.weights_[name] * models[name] for name in models], axis=0)
        return hold(mixed, gold)


def _members(labels: Labels) -> dict[str, NDArray[Any]]:
    """The models whose mean is the committee's opinion beside the vote."""
    models = {"dawid_skene": DawidSkene().fit(labels).posterior_}
    if _is_small(labels):
        models["ebcc"] = EBCC().fit(labels).posterior_
    return models


def _candidates(labels: Labels) -> dict[str, NDArray[Any]]:
    """Models that only gold can bring in."""
    models = {"one_coin": OneCoin().fit(labels).posterior_}
    if _is_small(labels):
        models["mace"] = MACE().fit(labels).posterior_
    return models


def _is_small(labels: Labels) -> bool:
    return len(labels.task) * labels.classes <= _SLOW_LIMIT


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
