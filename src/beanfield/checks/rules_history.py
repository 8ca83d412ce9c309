"""What was seen of people, collector by collector, for rules to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Final, LiteralString

from beanfield.checks.model_rules import Collector
from beanfield.checks.rules import Seen, Series
from beanfield.platform.database import Tx, dicts, scalar

_ANSWERED: Final[LiteralString] = """
from annotation where project_id = %(project)s and kind in ('answer', 'gold') and submitted_at > %(since)s
and person_id is not null and (%(people)s::bigint[] is null or person_id = any(%(people)s))
"""
#: Gold is seen from the midnight after it on, as in a person's own figures: what a rule says at once would
#: tell them which answer was to gold. (China knows no summer time.)
_GOLD: Final[LiteralString] = """
select person_id, item_id, trials, hits,
    (date_trunc('day', at at time zone 'Asia/Shanghai') + interval '1 day') at time zone 'Asia/Shanghai' as at
from evidence_now
where project_id = %(project)s and class is null and kind <> 'review' and source = 'gold'
and at > %(since)s::timestamptz - interval '1 day'
and (%(people)s::bigint[] is null or person_id = any(%(people)s))
"""
_QUERIES: Final[dict[Collector, LiteralString]] = {
    "gold": _GOLD,
    "consensus": """
select person_id, item_id, at, trials, hits from evidence_now
where project_id = %(project)s and class is null and kind <> 'review' and source = 'consensus'
and at > %(since)s and (%(people)s::bigint[] is null or person_id = any(%(people)s))
""",
    "returns": """
select a.person_id, r.item_id, r.at, 1 as trials, (r.verdict = 'return')::int as hits
from review r join annotation a on a.id = r.annotation_id
where r.project_id = %(project)s and r.at > %(since)s and a.person_id is not null
and (%(people)s::bigint[] is null or a.person_id = any(%(people)s))
""",
    "speed": "select person_id, item_id, submitted_at as at, 1 as trials, active_ms / 1000.0::float as hits"
    + _ANSWERED
    + " and active_ms > 0",
    "skips": """
select person_id, item_id, submitted_at as at, 1 as trials, 0 as hits
from annotation where project_id = %(project)s and kind in ('answer', 'gold') and submitted_at > %(since)s
and person_id is not null and (%(people)s::bigint[] is null or person_id = any(%(people)s))
union all
select s.person_id, s.item_id, s.at, 1, 1 from skip s join item i on i.id = s.item_id
where i.project_id = %(project)s and s.at > %(since)s
and (%(people)s::bigint[] is null or s.person_id = any(%(people)s))
""",
    "suspicion": """
select person_id, examples[1] as item_id, found_at as at, 1 as trials, 1 as hits from suspicion
where project_id = %(project)s and found_at > %(since)s
and (%(people)s::bigint[] is null or person_id = any(%(people)s))
""",
    "answers": "select person_id, item_id, submitted_at as at, 1 as trials, 1 as hits" + _ANSWERED,
}
#: The people of a project of whom something was seen since an instant.
_STIRRED: Final = """
select person_id from work_hour where project_id = %(project)s and last_at > %(since)s
union
select person_id from evidence where project_id = %(project)s and made_at > %(since)s
union
select a.person_id from review r join annotation a on a.id = r.annotation_id
where r.project_id = %(project)s and r.at > %(since)s and a.person_id is not null
union
select person_id from suspicion where project_id = %(project)s and found_at > %(since)s
"""


async def series_of(
    tx: Tx, project_id: int, collector: Collector, people: Sequence[int] | None, since: datetime
) -> dict[int, Series]:
    """What the collector saw of each person after `since`; `people` None: of everyone."""
    query = {"project": project_id, "people": None if people is None else list(people), "since": since}
    found: dict[int, list[Seen]] = defaultdict(list)
    for row in await dicts(tx, _QUERIES[collector], query):
        found[row["person_id"]].append(
            Seen(row["at"], float(row["trials"]), float(row["hits"]), row["item_id"])
        )
    return {person: Series(seen) for person, seen in found.items()}


async def stirred(tx: Tx, project_id: int, since: datetime) -> list[int]:
    """The people of whom something was seen after `since`."""
    rows = await dicts(tx, _STIRRED, {"project": project_id, "since": since})
    return sorted(row["person_id"] for row in rows)


async def usual_seconds(tx: Tx, project_id: int) -> float | None:
    """The project's median time of an answer, in seconds."""
    seconds: float | None = await scalar(tx, "select median_seconds from project where id = %s", [project_id])
    return seconds
