"""Background jobs of gold and skill; each hands over to the use case that does the work."""

from __future__ import annotations

from datetime import UTC, datetime

from beanfield.checks import (
    evidence_review,
    feedback,
    gold_grading,
    gold_plan,
    gold_store,
    gold_upkeep,
    skill,
    suspects,
)
from beanfield.platform.database import dicts
from beanfield.platform.jobs import defer, job
from beanfield.platform.services import Services


@job("checks.grade")
async def grade_gold(services: Services, *, project_id: int) -> None:
    """Grade what was answered, and choose what those people get next."""
    graded: list[int] = [0]
    while graded:
        async with services.database.transaction() as tx:
            graded = await gold_grading.grade(tx, project_id)
            await gold_plan.give_turns(tx, project_id, graded, datetime.now(UTC))


@job("checks.regrade")
async def regrade_gold(services: Services, *, project_id: int, item_id: int) -> None:
    """Make everyone's marks for an item good after its right answers changed."""
    async with services.database.transaction() as tx:
        await gold_grading.regrade(tx, project_id, item_id)


@job("checks.reviews", every="* * * * *")
async def gather_reviews(services: Services) -> None:
    """Write the evidence of what was reviewed."""
    async with services.database.transaction() as tx:
        projects = await evidence_review.busy_projects(tx, datetime.now(UTC))
    for project_id in projects:
        async with services.database.transaction() as tx:
            await evidence_review.gather(tx, project_id, datetime.now(UTC))


@job("checks.gold", every="* * * * *")
async def keep_gold(services: Services) -> None:
    """In each project with gold: grade what was missed, give turns, retire what is spent."""
    async with services.database.transaction() as tx:
        projects = [row["id"] for row in await dicts(tx, gold_store.PROJECTS)]
    for project_id in projects:
        async with services.database.transaction() as tx:
            await gold_plan.plan(tx, project_id, datetime.now(UTC))
            await gold_upkeep.look_after(tx, project_id, datetime.now(UTC))
            await defer(tx, "checks.grade", once=f"grade:{project_id}", project_id=project_id)


@job("checks.skill", every="*/5 * * * *")
async def estimate_skill(services: Services) -> None:
    """Estimate anew where evidence came."""
    async with services.database.transaction() as tx:
        await skill.refresh(tx, datetime.now(UTC))


@job("checks.tell", every="*/10 * * * *")
async def tell_people(services: Services) -> None:
    """Choose the gold whose answers people are told, within their budget."""
    async with services.database.transaction() as tx:
        await feedback.tell(tx, datetime.now(UTC))


@job("checks.suspects", every="23 * * * *")
async def look_for_suspects(services: Services) -> None:
    """Look through the recent work for what is no honest work."""
    async with services.database.transaction() as tx:
        projects = [row["id"] for row in await dicts(tx, suspects.PROJECTS)]
    for project_id in projects:
        async with services.database.transaction() as tx:
            await suspects.look(tx, project_id, datetime.now(UTC))
