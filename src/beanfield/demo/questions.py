"""Questions that people asked, and what their leaders answered."""

from __future__ import annotations

import msgspec

from beanfield.demo.cast import Cast
from beanfield.demo.making import administrator
from beanfield.demo.projects import Plan
from beanfield.platform.services import Services
from beanfield.production import threads
from beanfield.production.model import NewPost, NewThread

#: schema → (rule, question, answer or None)
_TOLD: dict[str, tuple[tuple[str | None, str, str | None], ...]] = {
    "street": (
        ("car", "三轮车算汽车吗？", "不算，这个项目里三轮车不标。规范下一版会写上。"),
        (
            "pedestrian",
            "只看得见上半身的人，脚的两个点怎么办？",
            "推断得出就标“被遮挡”，推断不出标“不存在”。",
        ),
        ("sign", "背面朝我们的路牌要不要标？", None),
    ),
    "coins": (("coin", "边上只露半枚的要画吗？", "不画，只画完整的。"),),
    "entities_zh": (
        ("LOC", "“老地方”标地点吗？", "不标，它不是专名。"),
        ("ORG", "“中心”单独出现时标不标？", None),
    ),
    "chats": ((None, "两个回答都不对，也选一样好吗？", "选“一样好”，再把两个的真实分都打低。"),),
}


async def ask_questions(services: Services, cast: Cast, plan: Plan, project_id: int) -> None:
    """Ask what is told for this kind of project."""
    admin = administrator(cast)
    leader = cast.by_login["leader" if plan.centre == 0 else "leader2"]
    people = cast.annotators[plan.centre]
    for number, (rule, question, answer) in enumerate(_TOLD.get(plan.schema_name, ())):
        asking = msgspec.structs.replace(admin, person_id=people[number % len(people)][0])
        answering = msgspec.structs.replace(admin, person_id=leader)
        async with services.database.transaction() as tx:
            thread = await threads.ask(tx, asking, project_id, NewThread(question, rule=rule))
            if answer is not None:
                await threads.post(tx, answering, project_id, thread.id, NewPost(answer))
