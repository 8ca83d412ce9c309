"""What exams take from a project: its items with a known answer, and the workplace they are annotated in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct

from beanfield.annotation.content import ContentFacts
from beanfield.annotation.document import Document, decode_document, encode_document
from beanfield.annotation.schema import LabelSchema, parse_schema
from beanfield.annotation.validate import faults
from beanfield.platform.database import Tx, dicts, rows, scalar
from beanfield.production.contents import facts_of
from beanfield.production.model import Content, Workplace
from beanfield.production.workplace import workplace

_decode_content = msgspec.json.Decoder(Content).decode

_GOLD: Final = """
select distinct on (i.id) i.id, i.name, g.document::text as gold, c.content::text as content
from item i
join gold_answer g on g.item_id = i.id and g.withdrawn_at is null
join item_content c on c.item_id = i.id
where i.project_id = %s and i.state <> 'excluded'
order by i.id, g.id desc
"""


class GoldItem(Struct, frozen=True):
    """An item and the answer that is known to be right."""

    id: int
    name: str
    gold: Document


class SkillGate(Struct, frozen=True):
    """A project that only people with a skill may work on."""

    id: int
    name: str
    skill: str
    level: float


async def gold_items(tx: Tx, project_id: int, schema: LabelSchema) -> list[GoldItem]:
    """The project's items with a gold answer that is a whole answer to `schema`."""
    found = []
    for row in await dicts(tx, _GOLD, [project_id]):
        gold = decode_document(row["gold"])
        if not faults(gold, schema, facts_of(_decode_content(row["content"]))):
            found.append(GoldItem(row["id"], row["name"], gold))
    return found


async def count_gold(tx: Tx, project_id: int) -> int:
    """How many items have a gold answer, sound or not."""
    count: int = await scalar(
        tx,
        "select count(distinct i.id) from item i join gold_answer g on g.item_id = i.id"
        " and g.withdrawn_at is null where i.project_id = %s and i.state <> 'excluded'",
        [project_id],
    )
    return count


async def schema_at(tx: Tx, project_id: int, version: int) -> LabelSchema:
    """A version of the project's label schema, which must exist."""
    return parse_schema(
        await scalar(
            tx,
            "select schema::text from label_schema where project_id = %s and version = %s",
            [project_id, version],
        )
    )


async def workplace_at(tx: Tx, project_id: int, schema_version: int, guide_version: int) -> Workplace:
    """The workplace of the project as it was with those versions."""
    place = await workplace(tx, project_id, "annotate")
    found = await dicts(
        tx,
        "select s.schema::text as schema, coalesce(g.markdown, '') as guide from label_schema s"
        " left join guide g on g.project_id = s.project_id and g.version = %(guide)s"
        " where s.project_id = %(project)s and s.version = %(schema)s",
        {"project": project_id, "schema": schema_version, "guide": guide_version},
    )
    place.schema_version, place.guide_version = schema_version, guide_version
    place.schema, place.guide = msgspec.Raw(found[0]["schema"].encode()), found[0]["guide"]
    return place


async def contents(tx: Tx, items: Sequence[int]) -> dict[int, str]:
    """What items hold, as JSON, by id."""
    found = await dicts(
        tx,
        "select item_id, content::text as content from item_content where item_id = any(%s)",
        [list(items)],
    )
    return {row["item_id"]: row["content"] for row in found}


async def skill_gates(tx: Tx, project_ids: Sequence[int]) -> list[SkillGate]:
    """Those of the projects that ask for a skill."""
    return await rows(
        tx,
        SkillGate,
        "select id, name, pipeline->>'skill' as skill,"
        " coalesce((pipeline->>'skill_level')::float8, 0) as level"
        " from project where id = any(%s) and deleted_at is null and pipeline->>'skill' is not null"
        " and state in ('running', 'paused') order by id",
        [list(project_ids)],
    )


async def project_name(tx: Tx, project_id: int) -> str:
    """What the project is called."""
    name: str = await scalar(tx, "select name from project where id = %s", [project_id])
    return name


async def versions(tx: Tx, project_id: int) -> tuple[int, int]:
    """The project's present versions of label schema and guide."""
    found = await dicts(tx, "select schema_version, guide_version from project where id = %s", [project_id])
    return found[0]["schema_version"], found[0]["guide_version"]


async def facts(tx: Tx, items: Sequence[int]) -> dict[int, ContentFacts]:
    """The sizes that answers to items are checked against, by id."""
    return {item: facts_of(_decode_content(content)) for item, content in (await contents(tx, items)).items()}


async def add_answer(
    tx: Tx, item_id: int, document: Document, *, source: str, by: int | None, schema_version: int
) -> int:
    """Note a right answer to an item, one of several perhaps; returns its id. The item is gold now."""
    number: int = await scalar(
        tx,
        "insert into gold_answer (item_id, source, document, created_by, schema_version)"
        " values (%s, %s, %s::jsonb, %s, %s) returning id",
        [item_id, source, encode_document(document).decode(), by, schema_version],
    )
    return number


async def withdraw_answers(tx: Tx, item_id: int, answers: Sequence[int], now: datetime) -> list[int]:
    """Let answers to an item count as right no more; returns those that did until now."""
    found = await dicts(
        tx,
        "update gold_answer set withdrawn_at = %s where item_id = %s and id = any(%s::bigint[])"
        " and withdrawn_at is null returning id",
        [now, item_id, list(answers)],
    )
    return [row["id"] for row in found]
