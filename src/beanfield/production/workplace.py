"""What the workbench loads once for a project: its rules, label schema and guide."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Raw

from beanfield.platform.database import Tx, dicts
from beanfield.platform.errors import Conflict
from beanfield.production.model import Pipeline, Task, Workplace

_WORKPLACE: Final = """
select p.id as project_id, p.name, p.media, p.pipeline::text as pipeline,
    p.schema_version, s.schema::text as schema, p.guide_version, coalesce(g.markdown, '') as guide
from project p
join label_schema s on s.project_id = p.id and s.version = p.schema_version
left join guide g on g.project_id = p.id and g.version = p.guide_version
where p.id = %(project)s
"""


async def workplace(tx: Tx, project_id: int, task: Task) -> Workplace:
    """All that stays the same from item to item.

    Raises:
        Conflict: the project has no label schema yet.
    """
    found = await dicts(tx, _WORKPLACE, {"project": project_id})
    if not found:
        raise Conflict("no_work_schema")
    pipeline = msgspec.json.decode(found[0].pop("pipeline"), type=Pipeline)
    schema = Raw(found[0].pop("schema").encode())
    return Workplace(**found[0], task=task, pipeline=pipeline, schema=schema)
