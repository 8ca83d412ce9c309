"""What people are recorded as able to do."""

from __future__ import annotations

from typing import Final

from beanfield.people.accounts import centre_of
from beanfield.people.model import NewSkill, SkillRecord
from beanfield.people.problems import Unknown
from beanfield.platform import audit
from beanfield.platform.database import Tx, execute, rows

BY_HAND: Final = "manager"


async def skills_of(tx: Tx, person_id: int) -> list[SkillRecord]:
    """The person's skills by name."""
    return await rows(
        tx,
        SkillRecord,
        "select skill, level, source, valid_until from person_skill where person_id = %s order by skill",
        [person_id],
    )


async def record_skill(
    tx: Tx, person_id: int, new: NewSkill, by: int | None, *, source: str = BY_HAND
) -> None:
    """Add a skill, or renew the one of that name."""
    await execute(
        tx,
        "insert into person_skill (person_id, skill, level, source, valid_until, recorded_by)"
        " values (%(person)s, %(skill)s, %(level)s, %(source)s, %(until)s, %(by)s)"
        " on conflict (person_id, skill) do update set level = excluded.level, source = excluded.source,"
        " valid_until = excluded.valid_until, recorded_by = excluded.recorded_by, recorded_at = now()",
        {
            "person": person_id,
            "skill": new.skill,
            "level": new.level,
            "source": source,
            "until": new.valid_until,
            "by": by,
        },
    )
    await audit.record(
        tx,
        by,
        "skill.record",
        f"person:{person_id}",
        centre_id=await centre_of(tx, person_id),
        details={"skill": new.skill, "level": new.level, "source": source},
    )


async def drop_skill(tx: Tx, person_id: int, skill: str, by: int | None) -> None:
    """Take a skill away.

    Raises:
        Unknown: the person has none of that name.
    """
    dropped = await execute(
        tx, "delete from person_skill where person_id = %s and skill = %s", [person_id, skill]
    )
    if not dropped:
        raise Unknown
    await audit.record(
        tx,
        by,
        "skill.drop",
        f"person:{person_id}",
        centre_id=await centre_of(tx, person_id),
        details={"skill": skill},
    )
