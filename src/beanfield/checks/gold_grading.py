"""Grading answers to gold, off the hot path; a known answer that was wrong is made good by rows that replace.

Each answer is compared with the right answer that it is most alike to, all under the newest schema.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from msgspec.structs import replace

from beanfield.annotation.document import Document, decode_document
from beanfield.annotation.schema import LabelSchema
from beanfield.checks import gold_store
from beanfield.checks.evidence import Evidence, record
from beanfield.checks.gold_marks import best_of, marks
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.production.schema_versions import Chain, chain_of

Row = dict[str, Any]

#: Answers graded in one transaction.
AT_ONCE: Final = 200


async def grade(tx: Tx, project_id: int) -> list[int]:
    """Grade some answers to the project's gold that have no grade yet; returns whose, one for each answer."""
    found = await dicts(tx, gold_store.UNGRADED, {"project": project_id, "most": AT_ONCE})
    if found:
        await record(tx, await _evidence(tx, project_id, found))
    return [row["person_id"] for row in found]


async def regrade(tx: Tx, project_id: int, item_id: int) -> int:
    """Grade the answers to one item again by what is right now; returns how many rows changed.

    Where none is right any more, what was said by the old ones counts for nothing.
    """
    found = await dicts(tx, gold_store.GRADED, {"item": item_id})
    if not await right_answers(tx, await chain_of(tx, project_id), [item_id]):
        known = await dicts(tx, gold_store.KNOWN, {"item": item_id})
        return await record(tx, [_nothing(row) for row in known])
    return await record(tx, await _evidence(tx, project_id, found))


def _nothing(row: Row) -> Evidence:
    return Evidence(
        person_id=row["person_id"],
        project_id=row["project_id"],
        item_id=row["item_id"],
        annotation_id=row["annotation_id"],
        source="gold",
        kind=row["kind"],
        trials=0.0,
        hits=0.0,
        at=row["at"],
        class_=row["class"],
    )


async def right_answers(tx: Tx, chain: Chain, items: Sequence[int]) -> dict[int, list[Document]]:
    """The answers that count as right, by item, as the newest schema reads them."""
    right: dict[int, list[Document]] = defaultdict(list)
    for row in await dicts(tx, gold_store.RIGHT, {"items": list(items)}):
        version = row["schema_version"] or chain.newest
        right[row["item_id"]].append(chain.upgrade(decode_document(row["document"]), version))
    return right


async def _evidence(tx: Tx, project_id: int, answers: Sequence[Row]) -> list[Evidence]:
    chain = await chain_of(tx, project_id)
    right = await right_answers(tx, chain, sorted({row["item_id"] for row in answers}))
    kind: str = await scalar(tx, gold_store.KIND, [project_id])

    def compared() -> list[Evidence]:
        return [
            evidence
            for row in answers
            if row["item_id"] in right
            for evidence in _of_answer(row, right[row["item_id"]], chain, (project_id, kind))
        ]

    return await asyncio.to_thread(compared)


def _of_answer(row: Row, right: Sequence[Document], chain: Chain, about: tuple[int, str]) -> list[Evidence]:
    schema: LabelSchema = chain.schema()
    answer = chain.upgrade(decode_document(row["document"]), row["schema_version"])
    place, comparison = best_of(answer, right, schema)
    whole = Evidence(
        person_id=row["person_id"],
        project_id=about[0],
        item_id=row["item_id"],
        annotation_id=row["id"],
        source="gold",
        kind=about[1],
        trials=1.0,
        hits=1.0,
        at=row["submitted_at"],
    )
    return [
        replace(whole, trials=mark.trials, hits=mark.hits, class_=mark.class_)
        for mark in marks(answer, right[place], schema, comparison)
    ]
