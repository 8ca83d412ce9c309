"""Appeals and who answers them."""

from __future__ import annotations

import psycopg
import pytest

from beanfield.earnings import appeals, own
from beanfield.earnings.model import AppealAnswer, NewAppeal
from beanfield.earnings.problems import AlreadyAnswered, AppealTwice, EntryNotFound, OwnAppeal
from beanfield.people.actor import Reached
from beanfield.platform.database import scalar
from beanfield.platform.errors import Invalid
from beanfield.platform.services import Services
from tests.earnings.payroom import credit, do_one, lines, make_paid_floor, unbalanced
from tests.earnings.test_accrue import return_it
from tests.production.floor import Floor, make_people


async def appealed(floor: Floor, person: int) -> int:
    """The person appeals their first line; returns the appeal."""
    await credit(floor)
    entry = (await lines(floor, person))[0]["id"]
    async with floor.services.database.transaction() as tx:
        await appeals.open_appeal(tx, person, NewAppeal(entry, "少算了两个对象"), floor.now)
        return int(await scalar(tx, "select max(id) from appeal"))


async def answer(floor: Floor, who: int, appeal: int, given: AppealAnswer) -> None:
    async with floor.services.database.transaction() as tx:
        await appeals.answer(tx, who, floor.project_id, appeal, given, floor.now)


async def outsider(floor: Floor) -> int:
    async with floor.services.database.transaction() as tx:
        return (await make_people(tx, floor.centre_id, 1))[0]


REFUSED = AppealAnswer("refused", "按规范计数无误")
GRANTED = AppealAnswer("granted", "应按三条计", 90)


async def test_a_granted_appeal_corrects_the_line_by_a_new_one(services: Services) -> None:
    floor = await make_paid_floor(services)
    person = floor.people[0]
    await do_one(floor, person)
    appeal = await appealed(floor, person)
    judge = await outsider(floor)
    await answer(floor, judge, appeal, GRANTED)
    first, second = await lines(floor, person)
    assert (first["amount_fen"], second["amount_fen"], second["corrects"]) == (30, 60, first["id"])
    assert second["made_by"] == judge
    assert await unbalanced(floor) == []
    async with services.database.transaction() as tx:
        page = await own.lines(tx, person, None, floor.now, None, 10)
    told = {line.id: line for line in page.rows}[first["id"]].appeal
    assert told is not None
    assert (told.state, told.answer) == ("granted", "应按三条计")


async def test_an_answer_is_final_and_a_line_is_appealed_once(services: Services) -> None:
    floor = await make_paid_floor(services)
    person = floor.people[0]
    await do_one(floor, person)
    appeal = await appealed(floor, person)
    judge = await outsider(floor)
    await answer(floor, judge, appeal, REFUSED)
    assert len(await lines(floor, person)) == 1
    with pytest.raises(AlreadyAnswered):
        await answer(floor, judge, appeal, GRANTED)
    with pytest.raises(AppealTwice):
        await appealed(floor, person)


async def test_nobody_answers_their_own_appeal_or_one_about_their_review(services: Services) -> None:
    floor = await make_paid_floor(services, review="all")
    person = floor.people[0]
    await do_one(floor, person)
    await return_it(floor)
    appeal = await appealed(floor, person)
    reviewer = int(await floor.value("select reviewer_id from review"))
    for partial in (person, reviewer):
        with pytest.raises(OwnAppeal):
            await answer(floor, partial, appeal, REFUSED)
        with pytest.raises(psycopg.errors.CheckViolation):  # by whatever path
            await floor.run(
                "insert into appeal_answer (appeal_id, verdict, text, answered_by)"
                " values (%s, 'refused', 'x', %s)",
                appeal,
                partial,
            )
    async with services.database.transaction() as tx:
        everything = Reached(everything=True)
        seen = await appeals.within_reach(tx, reviewer, everything, "open", None, 10)
        assert [one.may_answer for one in seen.rows] == [False]
        other = await appeals.within_reach(tx, floor.people[2], everything, "open", None, 10)
        assert [one.may_answer for one in other.rows] == [True]


async def test_a_granted_appeal_never_lowers_a_line(services: Services) -> None:
    floor = await make_paid_floor(services)
    await do_one(floor, floor.people[0])
    appeal = await appealed(floor, floor.people[0])
    judge = await outsider(floor)
    for amount in (None, 0, 29, 30):
        with pytest.raises(Invalid):
            await answer(floor, judge, appeal, AppealAnswer("granted", "x", amount))


async def test_another_persons_line_is_not_there_to_be_appealed(services: Services) -> None:
    floor = await make_paid_floor(services)
    await do_one(floor, floor.people[0])
    await credit(floor)
    entry = (await lines(floor, floor.people[0]))[0]["id"]
    async with services.database.transaction() as tx:
        with pytest.raises(EntryNotFound):
            await appeals.open_appeal(tx, floor.people[1], NewAppeal(entry, "x"), floor.now)


async def test_a_correction_may_be_appealed_too(services: Services) -> None:
    floor = await make_paid_floor(services)
    person = floor.people[0]
    await do_one(floor, person)
    await answer(floor, await outsider(floor), await appealed(floor, person), GRANTED)
    correction = (await lines(floor, person))[1]["id"]
    async with services.database.transaction() as tx:
        await appeals.open_appeal(tx, person, NewAppeal(correction, "还差一条"), floor.now)
