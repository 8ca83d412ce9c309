"""Rules about people's figures in the demonstration's projects, what they did, and the reports of quality."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from beanfield.checks import reports, rules_book, rules_run
from beanfield.checks.model_rules import NewRule, Rule, RuleChanges, Window
from beanfield.checks.rules_text import PRESETS
from beanfield.demo.cast import Cast
from beanfield.demo.history import Office
from beanfield.demo.making import administrator
from beanfield.people.actor import Place
from beanfield.platform.services import Services

#: What is live in each project, and what is still a draft.
LIVE: dict[str, Rule] = {
    "退回多加检": Rule(
        "returns", "above", 0.1, "review", sure=False, least=3, window=Window(count=60), review_share=0.6
    ),
    "与众不同请组长看": Rule(
        "consensus", "below", 0.85, "notify", sure=False, least=4, window=Window(count=60)
    ),
}
DRAFTS: dict[str, Rule] = {"新手全检": PRESETS["beginner"], "金标太低先暂停": PRESETS["gold_low"]}


async def make_rules(services: Services, cast: Cast, offices: Sequence[Office], now: datetime) -> None:
    """Write the rules down, ask the live ones, and make the reports."""
    boss = administrator(cast)
    for office in offices:
        place = Place(project_id=office.project_id, centre_id=cast.centres[office.plan.centre])
        async with services.database.transaction() as tx:
            for name, rule in {**LIVE, **DRAFTS}.items():
                made = await rules_book.add(tx, boss, place, NewRule(name, rule), now)
                if name in LIVE and office.plan.done:
                    await rules_book.change(tx, boss, place, made.id, RuleChanges(state="live"), now)
            await rules_run.check(tx, office.project_id, now)
        async with services.database.transaction() as tx:
            await reports.make(tx, office.project_id, now)
