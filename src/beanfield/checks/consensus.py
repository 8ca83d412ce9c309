"""Opinions on items: made from their answers off the hot path, kept, and told as evidence about people."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from beanfield.annotation.document import Document, decode_document, encode_document
from beanfield.annotation.schema import LabelSchema
from beanfield.checks import evidence, truth_kept
from beanfield.checks.evidence import Evidence
from beanfield.checks.model_rules import Opinion, Part, PersonPart
from beanfield.checks.opinion import Given, Said, opinion_of, parts_of
from beanfield.checks.truth_kept import Asked
from beanfield.platform.database import Tx, dicts
from beanfield.platform.errors import NotFound
from beanfield.production.schema_versions import Chain, chain_of

#: The answers of items, in the order of their coming.
_ANSWERS: Final = """
select a.item_id, a.id, a.person_id, a.schema_version, a.document::text as document, a.submitted_at
from annotation a
where a.item_id = any(%(items)s::bigint[]) and a.kind = 'answer' order by a.item_id, a.submitted_at, a.id
"""
_KEPT: Final = "select item_id, answers, posteriors from item_opinion where item_id = any(%s::bigint[])"
_WRITE: Final = """
insert into item_opinion (item_id, project_id, answers, confidence, agreement, worth, document,
    schema_version, posteriors, parts, at)
select item_id, %(project)s, answers, confidence, agreement, worth, document::jsonb, %(schema)s,
    posteriors::jsonb, parts::jsonb, %(now)s
from unnest(%(items)s::bigint[], %(answers)s::int[], %(confidences)s::real[], %(agreements)s::real[],
    %(worths)s::real[], %(documents)b::text[], %(posteriors)b::text[], %(parts)b::text[])
    as g(item_id, answers, confidence, agreement, worth, document, posteriors, parts)
on conflict (item_id) do update set answers = excluded.answers, confidence = excluded.confidence,
    agreement = excluded.agreement, worth = excluded.worth, document = excluded.document,
    schema_version = excluded.schema_version, posteriors = excluded.posteriors, parts = excluded.parts,
    at = excluded.at
"""
_ONE: Final = """
select o.item_id, o.answers, o.confidence, o.agreement, o.worth, o.document, o.parts, o.at, i.project_id,
    r.kind as result_kind, r.document::text as result, r.schema_version as result_version
from item_opinion o join item i on i.id = o.item_id left join annotation r on r.id = i.result
where o.item_id = %(item)s and o.project_id = %(project)s
"""
_NAMES: Final = "select id, name from person where id = any(%s::bigint[])"
#: So much of a trial is an answer that others judge by theirs: they may err together.
_TRUST: Final = 0.5


async def refresh(tx: Tx, project_id: int, items: Sequence[int], now: datetime) -> dict[int, Said]:
    """Make the opinions on these items anew and keep them; items of no answer are left out.

    Locks the project's model of its people until the transaction ends.
    """
    await tx.execute("select pg_advisory_xact_lock(%s, %s)", [0x74727574, project_id])
    chain = await chain_of(tx, project_id)
    rows = await _answers(tx, items)
    given = {item: [_given(row, chain) for row in found] for item, found in rows.items()}
    kept = {row["item_id"]: row for row in await dicts(tx, _KEPT, [list(given)])}
    asked = {
        item: Asked(answers, kept[item]["answers"] if item in kept else 0) for item, answers in given.items()
    }
    known = {item: row["posteriors"] for item, row in kept.items()}
    schema = chain.schema()
    posteriors = await truth_kept.add_labels(tx, project_id, schema, asked, known)
    said = await asyncio.to_thread(
        lambda: {item: opinion_of(answers, schema, posteriors[item]) for item, answers in given.items()}
    )
    await _write(tx, project_id, chain.newest, now, {i: (given[i], said[i], posteriors[i]) for i in said})
    await _tell(tx, project_id, rows, given, said)
    return said


async def _answers(tx: Tx, items: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in await dicts(tx, _ANSWERS, {"items": list(items)}):
        if row["person_id"] is not None:
            found[row["item_id"]].append(row)
    return dict(found)


def _given(row: Mapping[str, Any], chain: Chain) -> Given:
    document = chain.upgrade(decode_document(row["document"]), row["schema_version"])
    return Given(row["id"], row["person_id"], document)


Made = tuple[Sequence[Given], Said, Mapping[str, Mapping[str, float]]]


async def _write(tx: Tx, project_id: int, version: int, now: datetime, made: Mapping[int, Made]) -> None:
    await tx.execute(
        _WRITE,
        {
            "project": project_id,
            "schema": version,
            "now": now,
            "items": list(made),
            "answers": [len(given) for given, _, _ in made.values()],
            "confidences": [said.confidence for _, said, _ in made.values()],
            "agreements": [said.agreement for _, said, _ in made.values()],
            "worths": [said.worth for _, said, _ in made.values()],
            "documents": [encode_document(said.merged).decode() for _, said, _ in made.values()],
            "posteriors": [msgspec.json.encode(found).decode() for _, _, found in made.values()],
            "parts": [msgspec.json.encode(said.parts).decode() for _, said, _ in made.values()],
        },
    )


async def _tell(
    tx: Tx,
    project_id: int,
    rows: Mapping[int, list[dict[str, Any]]],
    given: Mapping[int, Sequence[Given]],
    said: Mapping[int, Said],
) -> None:
    """Evidence of each answer by the others: none where it stands alone."""
    kinds = await dicts(tx, "select media from project where id = %s", [project_id])
    found = []
    for item, answers in given.items():
        if len(answers) < 2:
            continue
        for answer, row, alike in zip(answers, rows[item], said[item].alike, strict=True):
            trials = _TRUST * said[item].confidence
            found.append(
                Evidence(
                    person_id=answer.person_id,
                    project_id=project_id,
                    item_id=item,
                    annotation_id=answer.id,
                    source="consensus",
                    kind=kinds[0]["media"],
                    trials=trials,
                    hits=trials * alike,
                    at=row["submitted_at"],
                )
            )
    await evidence.record(tx, found)


async def opinion_on(tx: Tx, project_id: int, item_id: int) -> Opinion:
    """The kept opinion on an item, with names; and of a third person's decision, who had said so before.

    Raises:
        NotFound: there is none: fewer than two people answered, or it is not made yet.
    """
    found = await dicts(tx, _ONE, {"item": item_id, "project": project_id})
    if not found:
        raise NotFound("opinion_not_yet")
    row = found[0]
    parts = msgspec.convert(row["parts"], list[Part])
    adjudicated: list[Part] = []
    if row["result_kind"] == "adjudication":
        adjudicated = await _decided(tx, row)
    people = sorted({person for part in [*parts, *adjudicated] for person in part.people})
    names = {each["id"]: each["name"] for each in await dicts(tx, _NAMES, [people])}
    return Opinion(
        item_id=item_id,
        answers=row["answers"],
        confidence=row["confidence"],
        agreement=row["agreement"],
        worth=row["worth"],
        document=row["document"],
        parts=[_named(part, names) for part in parts],
        at=row["at"],
        adjudicated=[_named(part, names) for part in adjudicated],
    )


async def _decided(tx: Tx, row: Mapping[str, Any]) -> list[Part]:
    chain = await chain_of(tx, row["project_id"])
    decided: Document = chain.upgrade(decode_document(row["result"]), row["result_version"])
    rows = await _answers(tx, [row["item_id"]])
    schema: LabelSchema = chain.schema()
    return list(parts_of(decided, [_given(each, chain) for each in rows[row["item_id"]]], schema, {}))


def _named(part: Part, names: Mapping[int, str]) -> PersonPart:
    return PersonPart(
        path=part.path,
        confidence=part.confidence,
        people=part.people,
        names=[names.get(person, "") for person in part.people],
    )
