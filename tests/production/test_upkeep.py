"""What runs by itself: the jobs of the working loop."""

from __future__ import annotations

from beanfield.platform import jobs
from beanfield.platform.services import Services
from beanfield.production import jobs_work
from beanfield.production.model import Pipeline
from tests.production.floor import answer_to, make_floor


async def test_the_sweep_settles_what_a_lost_notice_left_behind(services: Services) -> None:
    floor = await make_floor(services, people=2, items=1, pipeline=Pipeline(overlap=2, review="none"))
    for person in floor.people:
        await floor.answer(person, (await floor.ask(person)).leases[0].id)
    await floor.run("delete from procrastinate_jobs")
    await jobs_work.sweep_queue(services)
    await jobs.run_waiting(services)
    assert await floor.value("select state from item") == "accepted"


async def test_the_median_effort_is_that_of_the_answers_once_there_are_twenty(services: Services) -> None:
    floor = await make_floor(services, items=25)
    person = floor.people[0]
    for seconds in [10] * 10 + [30] * 9:
        lease = (await floor.ask(person)).leases[0]
        floor.pass_time(seconds)
        await floor.answer(person, lease.id)
    await jobs_work.measure_effort(services)
    assert await floor.value("select median_seconds from project") is None
    lease = (await floor.ask(person)).leases[0]
    floor.pass_time(30)
    await floor.ask(person, submit=[answer_to(lease.id)], want=0)
    await jobs_work.measure_effort(services)
    assert await floor.value("select median_seconds from project") == 20
