"""The people of the demonstration: invented names, one account for each role."""

from __future__ import annotations

from dataclasses import dataclass, field

from beanfield.people import accounts, centres, persons, skills, teams
from beanfield.people.model import (
    Grant,
    NewCentre,
    NewCustomer,
    NewPerson,
    NewSkill,
    NewTeam,
    PersonChanges,
    Role,
    TeamChanges,
)
from beanfield.platform.database import Tx, dicts

PASSWORD = "doutian-demo"  # noqa: S105  the demo says it to everyone

#: (role, log-in, name, centre): the account that is printed for each role comes first.
STAFF: tuple[tuple[Role, str, str, int], ...] = (
    ("annotator", "annotator", "李秀英", 0),
    ("team_leader", "leader", "陈磊", 0),
    ("reviewer", "reviewer", "孙丽", 0),
    ("project_manager", "manager", "郑浩", 0),
    ("centre_manager", "centre", "张桂兰", 0),
    ("examiner", "examiner", "周文涛", 0),
    ("finance", "finance", "高志远", 0),
    ("care_staff", "care", "宋晓梅", 0),
    ("team_leader", "leader2", "黄静", 1),
    ("reviewer", "reviewer2", "谢婷", 1),
    ("project_manager", "manager2", "罗强", 1),
    ("centre_manager", "centre2", "唐雪", 1),
)
ANNOTATORS: tuple[tuple[str, ...], ...] = (
    ("王芳", "赵敏", "李建军", "马秀英", "吴桐", "杨帆", "林晓燕", "冯涛", "何静", "徐刚", "梁红"),
    ("周倩", "崔莹", "范磊", "段佳慧", "刘洋", "林晓东", "曹阳", "苏梅"),
)
#: How careful each annotator is, in the order of the names above; shared out again from the start.
CARE = (0.97, 0.95, 0.92, 0.98, 0.9, 0.99, 0.94, 0.82, 0.96, 0.88, 0.93)


@dataclass
class Cast:
    """Ids of everyone, by log-in, and the annotators of each centre with how careful they are."""

    centres: list[int] = field(default_factory=list)
    customer: int = 0
    by_login: dict[str, int] = field(default_factory=dict)
    annotators: list[list[tuple[int, float]]] = field(default_factory=list)
    teams: list[list[int]] = field(default_factory=list)

    def accounts(self) -> list[tuple[str, str, str]]:
        """(role, log-in, password) of one account for each role."""
        shown: dict[str, str] = {"administrator": "admin"}
        for role, login, _, _ in STAFF:
            shown.setdefault(role, login)
        shown |= {"customer": "customer", "sponsor": "sponsor"}
        return [(role, login, PASSWORD) for role, login in shown.items()]


async def hire(tx: Tx) -> Cast:
    """Make two centres, a customer, and everyone in them."""
    cast = Cast()
    for name_zh, name_en, county in (
        ("清河县豆田中心", "Qinghe Beanfield Centre", "清河县"),
        ("南坪县豆田中心", "Nanping Beanfield Centre", "南坪县"),
    ):
        made = await centres.add_centre(tx, NewCentre(name_zh, name_en, county), None)
        cast.centres.append(made.id)
    customer = await centres.add_customer(tx, NewCustomer("北原汽车", "Beiyuan Motors"), None)
    cast.customer = customer.id
    await _person(tx, cast, "管理员", "admin", [Grant("administrator")], centre=None)
    await _person(tx, cast, "豆田基金会", "sponsor", [Grant("sponsor")], centre=None)
    await _person(
        tx, cast, "冯凯", "customer", [Grant("customer", customer_id=customer.id)], customer=customer.id
    )
    for role, login, name, at in STAFF:
        centre = cast.centres[at]
        await _person(tx, cast, name, login, [Grant(role, centre_id=centre)], centre=centre)
    await _teams(tx, cast)
    return cast


async def find_cast(tx: Tx) -> Cast | None:
    """Everyone of a demonstration that was made before; None where the database is another."""
    found = {row["login"]: row for row in await dicts(tx, _ACCOUNTS)}
    if not {login for _, login, _, _ in STAFF} <= found.keys():
        return None
    cast = Cast(by_login={login: row["person_id"] for login, row in found.items()})
    cast.centres = [found["centre"]["centre_id"], found["centre2"]["centre_id"]]
    cast.customer = found["customer"]["customer_id"]
    for at, names in enumerate(ANNOTATORS):
        logins = [_login(at, number) for number in range(len(names))] + (["annotator"] if at == 0 else [])
        people = [found[login] for login in logins if login in found]
        cast.annotators.append([(row["person_id"], CARE[n % len(CARE)]) for n, row in enumerate(people)])
        cast.teams.append(sorted({row["team_id"] for row in people if row["team_id"] is not None}))
    return cast


_ACCOUNTS = """
select a.login, a.person_id, p.centre_id, p.customer_id, m.team_id
from account a join person p on p.id = a.person_id
left join membership m on m.person_id = p.id and m.to_date is null
"""


def _login(centre: int, number: int) -> str:
    return f"a{centre + 1}{number + 1:02d}"


async def _person(
    tx: Tx,
    cast: Cast,
    name: str,
    login: str,
    roles: list[Grant],
    centre: int | None = None,
    customer: int | None = None,
) -> int:
    new = NewPerson(name=name, centre_id=centre, customer_id=customer, roles=roles)
    made = await persons.add_person(tx, new, None)
    await accounts.add_account(tx, made.person.id, login, PASSWORD, must_change=False)
    cast.by_login[login] = made.person.id
    return made.person.id


async def _teams(tx: Tx, cast: Cast) -> None:
    for at, names in enumerate(ANNOTATORS):
        centre = cast.centres[at]
        leader = cast.by_login["leader" if at == 0 else "leader2"]
        team = await teams.add_team(tx, NewTeam(centre, "图像一组" if at == 0 else "文本一组"), None)
        await teams.change_team(tx, team.id, TeamChanges(leader_id=leader), None)
        cast.teams.append([team.id])
        people: list[tuple[int, float]] = []
        for number, name in enumerate(names):
            roles = [Grant("annotator", centre_id=centre)]
            new = NewPerson(name=name, centre_id=centre, team_id=team.id, roles=roles)
            person = (await persons.add_person(tx, new, None)).person.id
            await accounts.add_account(tx, person, _login(at, number), PASSWORD, must_change=False)
            cast.by_login[_login(at, number)] = person
            people.append((person, CARE[number % len(CARE)]))
        if at == 0:
            first = cast.by_login["annotator"]
            await persons.change_person(tx, first, PersonChanges(team_id=team.id), None)
            people.append((first, 0.96))
        cast.annotators.append(people)
        for person, care in people:
            if care >= 0.93:
                await skills.record_skill(tx, person, NewSkill("street", 1.0), leader)
