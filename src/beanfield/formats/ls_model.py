"""The rows of a Label Studio export, as far as we read them."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, Struct

Side = Annotated[int, Meta(ge=1, le=1_000_000)]


class LsResult(Struct):
    """One region, relation or answer."""

    type: str
    value: dict[str, Any] = {}
    id: str | int | None = None
    from_name: str = ""
    to_name: Any = ""
    original_width: Side | None = None
    original_height: Side | None = None
    score: float | None = None
    from_id: str | int | None = None
    to_id: str | int | None = None
    direction: str | None = None
    labels: list[str] | None = None


class LsAnnotation(Struct):
    """One person's annotation, or one model's prediction."""

    result: list[LsResult] = []
    id: int | str | None = None
    completed_by: int | str | dict[str, Any] | None = None
    was_cancelled: bool | None = False
    ground_truth: bool | None = False
    lead_time: float | None = None
    created_at: str | None = None
    model_version: str | None = None


class LsTask(Struct):
    """One item."""

    data: dict[str, Any]
    id: int | str | None = None
    annotations: list[LsAnnotation] | None = None
    predictions: list[LsAnnotation] | None = None
    meta: dict[str, Any] | None = None


#: Results that answer a question rather than mark something, and what they are here.
ANSWERS = {
    "choices": "choices",
    "taxonomy": "tree",
    "rating": "rating",
    "number": "number",
    "textarea": "text",
    "datetime": "text",
    "pairwise": "preference",
    "ranker": "ranking",
}
