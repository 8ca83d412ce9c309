"""Facts about people, and the growth space of the first centre with its children, in the demonstration."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from beanfield.care import attend, guardian, rooms
from beanfield.care import rules as care
from beanfield.care.model import NewChild, NewPickup, NewRoom, NewSlots
from beanfield.demo.cast import Cast
from beanfield.impact import facts
from beanfield.impact.model import Education, NewFact
from beanfield.people import persons
from beanfield.people.actor import Actor
from beanfield.people.model import NewPerson
from beanfield.platform.database import Tx, dicts, scalar
from beanfield.platform.services import Services

#: People of each centre who work in customers' own tools: they are employed here and need no account.
MORE_PEOPLE: Final = (
    "白雪 曹丽 常娟 邓小红 丁香 董梅 杜娟 范冰 方圆 冯秀兰 付丽 高翠花 葛燕 龚琴 胡建国 姜海 金鹏 孔莎",
    "雷芳 黎明珠 廖晓芬 刘强 卢娜",
)
_MEN: Final = (
    "陈磊 郑浩 周文涛 高志远 李建军 吴桐 杨帆 冯涛 徐刚 罗强 范磊 刘洋 林晓东 曹阳 胡建国 姜海 金鹏 刘强"
)
#: The last of each centre have not been asked yet.
_UNRECORDED: Final = frozenset({"孔莎", "卢娜"})
_SCHOOLS: Final[tuple[Education, ...]] = (
    "junior_college", "secondary", "bachelor", "junior_college", "middle",
)  # fmt: skip
#: (log-in of the parent, child, how old, what care staff should know)
CHILDREN: Final = (
    ("annotator", "小满", 8, "对花生过敏"),
    ("annotator", "谷雨", 6, ""),
    ("a101", "乐乐", 7, ""),
    ("a102", "朵朵", 9, "戴眼镜，写作业时提醒休息"),
    ("a104", "壮壮", 8, ""),
    ("a109", "糖糖", 6, "怕生，先让她看一会儿书"),
    ("a111", "果果", 10, ""),
)
_FROM: Final = "16:30"
_TO: Final = "18:30"


async def record_impact(services: Services, cast: Cast, now: datetime) -> None:
    """What the programme's page and the growth space show; nothing where they are there already."""
    async with services.database.transaction() as tx:
        if not await scalar(tx, "select exists (select from person_fact)"):
            await _record_people(tx, cast, now)
        if not await scalar(tx, "select exists (select from care_room)"):
            await _open_growth_space(tx, cast, now)


async def _record_people(tx: Tx, cast: Cast, now: datetime) -> None:
    for centre, names, login in zip(cast.centres, MORE_PEOPLE, ("finance", "centre2"), strict=True):
        for name in names.split():
            await persons.add_person(tx, NewPerson(name=name, centre_id=centre), None)
        people = await dicts(tx, "select id, name from person where centre_id = %s order by id", [centre])
        for number, person in enumerate(people):
            if person["name"] not in _UNRECORDED:
                fact = _fact(number, person["name"], care.today(now))
                await facts.record(tx, cast.by_login[login], person["id"], fact, now)


def _fact(number: int, name: str, today: date) -> NewFact:
    """Hired one after the other over the last three years; every ninth left, every tenth has not said all."""
    hired = today - timedelta(days=40 + 29 * number)
    left = hired + timedelta(days=400) if number % 9 == 8 and hired < today - timedelta(days=401) else None
    silent = number % 10 == 9
    return NewFact(
        from_date=hired,
        hired_on=hired,
        left_on=left,
        gender=None if silent else ("male" if name in _MEN else "female"),
        education=None if silent else _SCHOOLS[number % len(_SCHOOLS)],
        rural=number % 4 != 0,
        birth_year=1986 + number * 7 % 17,
    )


async def _open_growth_space(tx: Tx, cast: Cast, now: datetime) -> None:
    staff, today = cast.by_login["care"], care.today(now)
    room = (await rooms.add(tx, staff, cast.centres[0], NewRoom("木兰成长空间（一楼）", 20))).id
    for first, last, weekdays in (
        (today - timedelta(days=7), today + timedelta(days=21), [1, 2, 3, 4, 5]),
        (today, today, [today.isoweekday()]),
    ):
        await rooms.add_slots(tx, staff, room, NewSlots(first, last, _FROM, _TO, weekdays))
    families = await _register(tx, cast, now)
    slots = await dicts(tx, "select id, date from care_slot where room_id = %s order by date", [room])
    past = [slot for slot in slots if slot["date"] < today]
    for number, slot in enumerate(past):
        await _day(tx, staff, room, slot, families[number % 2 :])
    await _today(tx, staff, room, next(slot for slot in slots if slot["date"] == today), families, now)
    parent, child, _ = families[0]
    for slot in [slot for slot in slots if slot["date"] > today][:3]:
        await guardian.book(tx, parent, child, slot["id"], now)


#: A guardian, their child, and who collects it.
Family = tuple[Actor, int, int]


async def _register(tx: Tx, cast: Cast, now: datetime) -> list[Family]:
    families = []
    today = care.today(now)
    for number, (login, name, age, notes) in enumerate(CHILDREN):
        parent = await _guardian(tx, cast.by_login[login])
        born = date(today.year - age, 1 + number % 12, 3 + number)
        phone = f"1380000{number:02d}11"
        await guardian.register(tx, parent, NewChild(name, born, "妈妈", phone, True, notes), now)
        child = (await guardian.children(tx, parent.person_id))[-1]
        grandmother = NewPickup("奶奶" if number % 2 else "外婆", "祖辈", f"1390000{number:02d}22")
        family = await guardian.add_pickup(tx, parent, child.id, grandmother)
        families.append((parent, child.id, family[-1].pickups[number % 2].id))
    return families


async def _guardian(tx: Tx, person_id: int) -> Actor:
    (found,) = await dicts(tx, "select name, centre_id from person where id = %s", [person_id])
    return Actor(person_id=person_id, locale="zh-CN", customer_id=None, grants=(), **found)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, care.clock(clock), care.ZONE)


async def _book(tx: Tx, family: Family, slot: int, now: datetime) -> int:
    parent, child, _ = family
    await guardian.book(tx, parent, child, slot, now)
    query = "select id from care_booking where slot_id = %s and child_id = %s"
    return int(await scalar(tx, query, [slot, child]))


async def _day(tx: Tx, staff: int, room: int, slot: dict[str, Any], families: list[Family]) -> None:
    """An afternoon that is over: everyone came and was collected."""
    day: date = slot["date"]
    for place, family in enumerate(families):
        booking = await _book(tx, family, slot["id"], _at(day, "08:00"))
        await attend.check_in(tx, staff, room, booking, _at(day, f"16:{32 + place}"))
        await attend.check_out(tx, staff, room, booking, family[2], _at(day, f"18:{10 + place}"))


async def _today(
    tx: Tx, staff: int, room: int, slot: dict[str, Any], families: list[Family], now: datetime
) -> None:
    """One child has been collected, three are here, two are expected; the visitor's younger is not booked."""
    morning = _at(slot["date"], "00:00")
    came = max(morning, now - timedelta(minutes=40))
    for place, family in enumerate([families[0], *families[2:]]):
        booking = await _book(tx, family, slot["id"], morning)
        if place in {1, 2, 3, 4}:
            await attend.check_in(tx, staff, room, booking, came)
        if place == 4:
            await attend.check_out(tx, staff, room, booking, family[2], now)
