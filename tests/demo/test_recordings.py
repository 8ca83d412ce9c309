"""The recordings that the demonstration makes are what their answers say."""

from __future__ import annotations

import io
import wave

import numpy as np

from beanfield.annotation.document import Interval
from beanfield.demo.projects import PLANS
from beanfield.demo.recordings import RATE, SECONDS, recording


def test_segments_are_louder_than_the_line_between_them() -> None:
    _, content, document = recording(3)
    with wave.open(io.BytesIO(content)) as file:
        assert (file.getframerate(), file.getnframes()) == (RATE, round(SECONDS * RATE))
        sound = np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32000
    inside = np.zeros(len(sound), bool)
    for thing in document.objects:
        assert isinstance(thing.shape, Interval)
        part = slice(round(thing.shape.start * RATE), round(thing.shape.end * RATE))
        assert np.sqrt(np.mean(sound[part] ** 2)) > 0.03
        inside[part] = True
    assert np.abs(sound[~inside]).max() < 0.03


def test_one_number_is_always_one_recording_and_answers_fit_the_schema() -> None:
    assert recording(5)[1] == recording(5)[1]
    plan = PLANS["电话声音标注"]("x")
    assert plan is not None
    classes = {each.name for each in plan.schema.classes}
    used = {thing.class_ for document in plan.truth.values() for thing in document.objects}
    assert used == classes
