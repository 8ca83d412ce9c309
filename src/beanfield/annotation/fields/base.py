"""What every question answers for itself. A new field type is one file here with one subclass of `Question`.

A *field* asks about the item or about each turn, response or region; an *attribute* asks about one object.
Both are questions.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, Literal, Self, TypeAlias

import msgspec
from msgspec import Struct

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.faults import FaultAt, fault
from beanfield.annotation.naming import Option, Title

Of: TypeAlias = Literal["item", "turn", "response", "region"]


class When(Struct, frozen=True, forbid_unknown_fields=True):
    """The condition under which a question is shown: another one holds the value, or one of the values."""

    name: str
    equals: Any

    def holds(self, answer: Any) -> bool:
        """Whether the answer is, or holds, (one of) the wanted value(s). No answer fits nothing."""
        if answer is None:
            return False
        wanted = self.equals if isinstance(self.equals, list) else [self.equals]
        given = answer if isinstance(answer, list) else [answer]
        return any(alike(value, want) for value in given for want in wanted)


class Question(
    Struct, tag_field="type", forbid_unknown_fields=True, omit_defaults=True, frozen=True, kw_only=True
):
    """What all field types share."""

    #: Whether an object's attribute may be of this type.
    for_attributes: ClassVar[bool] = False

    name: str
    title: Title = Title()
    help: Title | None = None
    required: bool = False
    default: Any = None
    when: When | None = None
    of: Of = "item"
    #: Narrows a question about turns to these roles.
    roles: tuple[str, ...] | None = None
    #: Narrows a question about regions to objects of these classes.
    classes: tuple[str, ...] | None = None

    def definition_faults(self, path: str) -> Iterator[FaultAt]:
        """What is wrong with the question itself."""
        raise NotImplementedError

    def answer_faults(
        self, answer: Any, path: str, content: ContentFacts, *, complete: bool = True
    ) -> Iterator[FaultAt]:
        """What is wrong with an answer. `complete` is false for drafts, where parts may still be missing."""
        raise NotImplementedError

    def similarity(self, a: Any, b: Any) -> float:
        """0 to 1 for two valid answers; symmetric, 1 for equal ones."""
        return float(alike(a, b))

    def merge(self, answers: Sequence[Any], weights: Sequence[float] | None = None) -> Any:
        """One answer that stands for several. By default the one with most weight, the first of equals."""
        return most_voted(answers, weights)

    def options_of(self) -> tuple[Option, ...]:
        """The options to choose from, where the type has any."""
        return ()

    def with_options(self, options: tuple[Option, ...]) -> Self:
        """The question with other options; only for types that have some."""
        return msgspec.structs.replace(self, options=options)

    def option_renamed(self, answer: Any, old: str, new: str) -> Any:
        """The answer with an option's new name; answers are trees of lists and names."""
        if isinstance(answer, list):
            return [self.option_renamed(part, old, new) for part in answer]
        return new if self.options_of() and answer == old else answer

    def filled(self) -> Self:
        """The question with every title filled in."""
        return msgspec.structs.replace(self, title=self.title.filled(self.name))


def alike(a: Any, b: Any) -> bool:
    """Equality as JSON has it: true is not 1."""
    return bool(a == b) and isinstance(a, bool) == isinstance(b, bool)


def is_number(value: Any) -> bool:
    """An int or float that is not a boolean."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def most_voted(answers: Sequence[Any], weights: Sequence[float] | None) -> Any:
    """The answer whose equals weigh most together; the first of equals."""
    votes: dict[str, float] = defaultdict(float)
    first: dict[str, Any] = {}
    for answer, weight in zip(answers, weights or [1.0] * len(answers), strict=True):
        key = json.dumps(answer, sort_keys=True, ensure_ascii=False)
        votes[key] += weight
        first.setdefault(key, answer)
    return first[max(votes, key=lambda key: round(votes[key], 12))]


def medoid_answer(question: Question, answers: Sequence[Any], weights: Sequence[float] | None) -> Any:
    """The answer that is most similar to all; the first of equals."""
    counted = weights or [1.0] * len(answers)
    scores = [
        round(sum(weight * question.similarity(a, b) for b, weight in zip(answers, counted, strict=True)), 12)
        for a in answers
    ]
    return answers[scores.index(max(scores))]


def bound_faults(
    path: str, least: float | None, most: float | None, *, floor: float | None = 0
) -> Iterator[FaultAt]:
    """Faults of a pair of bounds of a definition: below the floor, or the least above the most."""
    for bound in (least, most):
        if bound is not None and floor is not None and bound < floor:
            yield fault(path, "fault_below", least=floor)
    if least is not None and most is not None and least > most:
        yield fault(path, "fault_bounds_crossed", least=least, most=most)


def wrong_type(path: str, wanted: str) -> FaultAt:
    """The answer is no `wanted`: text, number, whole, boolean, list or object."""
    return fault(path, f"fault_want_{wanted}")


def choice_faults(path: str, answers: Sequence[Any], names: set[str]) -> Iterator[FaultAt]:
    """A fault for each that is no option's name."""
    for place, answer in enumerate(answers):
        if not isinstance(answer, str):
            yield wrong_type(f"{path}[{place}]", "text")
        elif answer not in names:
            yield fault(f"{path}[{place}]", "fault_unknown_option", value=answer)
