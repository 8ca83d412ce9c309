"""Scores for named criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, below, duplicates, fault
from beanfield.annotation.fields.base import Question, medoid_answer, wrong_type
from beanfield.annotation.fields.rating import weighted_median
from beanfield.annotation.naming import Title, name_faults


class Criterion(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One row of a rubric: scored from `min` to `max`."""

    name: str
    title: Title = Title()
    help: Title | None = None
    min: int = 1
    max: int = 5
    weight: float = 1.0
    note_required: bool = False


class Rubric(Question, tag="rubric", frozen=True, kw_only=True):
    """The answer holds a score for each criterion: `{"accuracy": {"score": 4, "note": "…"}}`."""

    criteria: tuple[Criterion, ...]

    def filled(self) -> Rubric:
        titled = [msgspec.structs.replace(c, title=c.title.filled(c.name)) for c in self.criteria]
        return msgspec.structs.replace(super().filled(), criteria=tuple(titled))

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        if not self.criteria:
            yield fault(below(path, "criteria"), "fault_no_criteria")
        for place, name in duplicates(criterion.name for criterion in self.criteria):
            yield fault(f"{path}.criteria[{place}].name", "fault_double_name", name=name)
        for place, criterion in enumerate(self.criteria):
            here = f"{path}.criteria[{place}]"
            yield from name_faults(below(here, "name"), criterion.name)
            if criterion.min >= criterion.max:
                yield fault(below(here, "max"), "fault_not_above", least=criterion.min)
            if not criterion.weight > 0:
                yield fault(below(here, "weight"), "fault_not_above", least=0)

    def answer_faults(
        self,
        answer: Any,
        path: str,
        content: ContentFacts,
        *,
        complete: bool = True,
    ) -> Iterator[FaultAt]:
        if not isinstance(answer, dict):
            yield wrong_type(path, "object")
            return
        for name in sorted(answer.keys() - {criterion.name for criterion in self.criteria}):
            yield fault(below(path, str(name)), "fault_unknown_criterion", name=str(name))
        for criterion in self.criteria:
            here = below(path, criterion.name)
            if criterion.name in answer:
                yield from _score_faults(criterion, answer[criterion.name], here, complete=complete)
            elif complete:
                yield fault(here, "fault_not_scored")

    def similarity(self, a: Any, b: Any) -> float:
        """The weighted mean over criteria of 1 less the distance in shares of the scale."""
        total = sum(criterion.weight for criterion in self.criteria)
        score = 0.0
        for criterion in self.criteria:
            here, there = a.get(criterion.name), b.get(criterion.name)
            if here is None or there is None:
                score += criterion.weight * (here is there)
                continue
            apart = abs(here["score"] - there["score"]) / (criterion.max - criterion.min)
            score += criterion.weight * (1.0 - apart)
        return min(1.0, max(0.0, score / total))

    def merge(self, answers: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """For each criterion the median score, with the note of the most central answer that gave it."""
        central = medoid_answer(self, answers, weights)
        counted = weights or [1.0] * len(answers)
        merged: dict[str, Any] = {}
        for criterion in self.criteria:
            given = [
                (answer[criterion.name], w)
                for answer, w in zip(answers, counted, strict=True)
                if criterion.name in answer
            ]
            if not given:
                continue
            score = weighted_median([entry["score"] for entry, _ in given], [weight for _, weight in given])
            entries = [central[criterion.name]] if criterion.name in central else []
            entries += [entry for entry, _ in given]
            merged[criterion.name] = next(entry for entry in entries if entry["score"] == score)
        return merged


def _score_faults(criterion: Criterion, entry: Any, path: str, *, complete: bool) -> Iterator[FaultAt]:
    if not isinstance(entry, dict):
        yield wrong_type(path, "object")
        return
    for name in entry.keys() - {"score", "note"}:
        yield fault(below(path, str(name)), "fault_unknown_key")
    score, note = entry.get("score"), entry.get("note")
    if score is None:
        yield fault(below(path, "score"), "fault_missing_key")
    elif not isinstance(score, int) or isinstance(score, bool):
        yield wrong_type(below(path, "score"), "whole")
    elif not criterion.min <= score <= criterion.max:
        yield fault(below(path, "score"), "fault_not_between", least=criterion.min, most=criterion.max)
    if note is not None and not isinstance(note, str):
        yield wrong_type(below(path, "note"), "text")
    elif complete and criterion.note_required and not (note or "").strip():
        yield fault(below(path, "note"), "fault_note_missing")
