"""What rules decide: figures, windows, firing once, ending by themselves; the dry run says what live does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beanfield.checks.model_rules import Rule, Window
from beanfield.checks.rules import Seen, Series, Standing, Step, replay, step
from beanfield.checks.rules_text import PRESETS, explained, presets, told

START = datetime(2026, 11, 1, tzinfo=UTC)


def seen(*hits: float) -> list[Seen]:
    return [Seen(START + timedelta(hours=n), 1.0, hit, n) for n, hit in enumerate(hits)]


def fired(rule: Rule, *hits: float) -> list[Step]:
    return list(replay(rule, Series(seen(*hits)), START, 10.0))


LOW = Rule("gold", "below", 0.6, "pause", sure=False, least=4)


def test_nothing_is_said_of_too_few_trials() -> None:
    assert fired(LOW, 0, 0, 0) == []
    assert len(fired(LOW, 0, 0, 0, 0)) == 1


def test_a_pause_fires_once_and_names_the_items_that_were_not_right() -> None:
    (only,) = fired(LOW, 1, 0, 0, 0, 0, 0)
    assert only.figure.value == pytest.approx(0.25)
    assert only.items == [3, 2, 1]


def test_a_rule_that_wants_to_be_sure_waits_for_its_interval() -> None:
    sure = Rule("gold", "below", 0.6, "pause", least=4)
    (only,) = fired(sure, *([0, 1] * 3), *([0] * 10))
    assert only.figure.high < 0.6
    assert only.at > START + timedelta(hours=6)


def test_a_window_forgets_what_lies_before_it() -> None:
    lately = Rule("gold", "below", 0.6, "notify", sure=False, least=4, window=Window(count=4))
    assert fired(lately, 1, 1, 1, 1, 1, 1, 1, 0, 0)[0].figure.trials == 4
    days = Rule("gold", "below", 0.6, "notify", sure=False, least=2, window=Window(days=1))
    old = [Seen(START, 1.0, 0.0), Seen(START + timedelta(days=5), 1.0, 0.0)]
    assert list(replay(days, Series(old), START, None)) == []


def test_a_mild_measure_ends_when_the_figure_recovers() -> None:
    beginner = PRESETS["beginner"]
    steps = fired(beginner, *([1] * 60))
    assert [each.what for each in steps] == ["fire", "end"]
    assert steps[1].figure.value == 50


def test_what_is_done_once_is_done_again_only_on_new_trials() -> None:
    notify = Rule("gold", "below", 0.6, "notify", sure=False, least=4)
    assert [each.at.hour for each in fired(notify, *([0] * 9))] == [3, 7]


def test_speed_is_measured_against_what_is_usual() -> None:
    hasty = Rule("speed", "below", 0.5, "notify", sure=False, least=3)
    assert fired(hasty, 4, 4, 4)[0].figure.value == pytest.approx(0.4)
    assert fired(hasty, 9, 9, 9) == []


RULES = st.builds(
    Rule,
    collector=st.sampled_from(["gold", "speed", "answers", "skips"]),
    sense=st.sampled_from(["below", "above"]),
    threshold=st.sampled_from([0.3, 0.5, 0.9, 5]),
    action=st.sampled_from(["review", "pause", "notify", "restrict", "ask_again"]),
    sure=st.booleans(),
    least=st.integers(1, 6),
    window=st.builds(
        Window,
        count=st.none() | st.integers(1, 8),
        days=st.none() | st.integers(1, 3),
    ),
)
HISTORY = st.lists(st.tuples(st.integers(0, 200), st.floats(0, 1, allow_nan=False)), min_size=1, max_size=40)


@given(RULES, HISTORY)
def test_the_dry_run_says_what_live_would_have_done(rule: Rule, history: list[tuple[int, float]]) -> None:
    everything = [Seen(START + timedelta(hours=hour), 1.0, hit) for hour, hit in sorted(history)]
    live: list[tuple[str, datetime]] = []
    standing = Standing()
    for now in sorted({each.at for each in everything}):
        so_far = Series([each for each in everything if each.at <= now])
        took = step(rule, so_far, now, standing, 1.0)
        if took is not None:
            standing = took.after
            live.append((took.what, took.at))
    assert [(each.what, each.at) for each in replay(rule, Series(everything), START, 1.0)] == live


@given(RULES, HISTORY)
def test_nobody_is_hit_by_a_rule_that_holds_already(rule: Rule, history: list[tuple[int, float]]) -> None:
    everything = [Seen(START + timedelta(hours=hour), 1.0, hit) for hour, hit in history]
    in_force = False
    for took in replay(rule, Series(everything), START, 1.0):
        assert (took.what == "end") == in_force
        in_force = took.what == "fire" and rule.action not in {"notify", "ask_again"}


@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_rules_and_firings_are_said_in_words(locale: str) -> None:
    for preset in presets(locale):
        assert preset.text == told(preset.rule, locale)
    (hit,) = fired(LOW, 0, 0, 0, 0)
    said = explained(LOW, "R", hit.figure, locale)
    assert "60 %" in said
    assert "{" not in said
