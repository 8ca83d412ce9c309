"""Firings and rules in plain words, in the reader's language."""

from __future__ import annotations

from typing import Final

from beanfield.checks.model_rules import Estimate, Preset, Rule, Window
from beanfield.checks.rules import SHARES
from beanfield.platform.messages import text

PRESETS: Final[dict[str, Rule]] = {
    "beginner": Rule("answers", "below", 50, "review", sure=False, least=1, review_share=1.0),
    "gold_low": Rule("gold", "below", 0.7, "pause", least=10, window=Window(count=40)),
    "retrain": Rule("gold", "below", 0.85, "retrain", least=15, window=Window(count=60)),
    "returned": Rule("returns", "above", 0.15, "review", least=15, window=Window(count=60), review_share=0.6),
    "alone": Rule("consensus", "below", 0.6, "ask_again", least=20, window=Window(count=60)),
    "hasty": Rule("speed", "below", 0.4, "restrict", least=20, window=Window(count=50), day_cap=100),
    "skipping": Rule("skips", "above", 0.25, "notify", least=20, window=Window(days=7)),
    "suspect": Rule("suspicion", "above", 0, "notify", sure=False, least=1, window=Window(days=7)),
}


def presets(locale: str) -> list[Preset]:
    """Rules to begin with."""
    return [
        Preset(key, text(f"rule_preset_{key}", locale), told(rule, locale), rule)
        for key, rule in PRESETS.items()
    ]


def told(rule: Rule, locale: str) -> str:
    """What a rule says: whom it hits and what follows."""
    return text(
        "rule_told",
        locale,
        window=_window(rule, locale),
        collector=text(f"rule_collector_{rule.collector}", locale),
        sense=text(f"rule_{'surely_' if rule.sure else ''}{rule.sense}", locale),
        threshold=_number(rule, rule.threshold),
        least=rule.least,
        action=_action(rule, locale),
    )


def explained(rule: Rule, name: str, figure: Estimate, locale: str) -> str:
    """Why a rule hit a person and what that means, said to that person."""
    range_ = ""
    if figure.low != figure.high:
        range_ = text("rule_range", locale, low=_number(rule, figure.low), high=_number(rule, figure.high))
    return text(
        "rule_explained",
        locale,
        name=name,
        window=_window(rule, locale),
        collector=text(f"rule_collector_{rule.collector}", locale),
        value=_number(rule, figure.value),
        range=range_,
        sense=text(f"rule_{rule.sense}", locale),
        threshold=_number(rule, rule.threshold),
        trials=round(figure.trials),
        action=_action(rule, locale),
    )


def _window(rule: Rule, locale: str) -> str:
    if rule.window.count is not None:
        return text("rule_last_count", locale, count=rule.window.count)
    if rule.window.days is not None:
        return text("rule_last_days", locale, days=rule.window.days)
    return text("rule_so_far", locale)


def _number(rule: Rule, value: float) -> str:
    if rule.collector in SHARES:
        return f"{100 * value:.0f} %"
    return f"{value:.2f}" if rule.collector == "speed" else f"{value:.0f}"


def _action(rule: Rule, locale: str) -> str:
    return text(
        f"rule_action_{rule.action}",
        locale,
        share=f"{100 * (rule.review_share or 1.0):.0f} %",
        cap=rule.day_cap or 1,
        skill=rule.skill or "",
        count=rule.ask_items,
    )
