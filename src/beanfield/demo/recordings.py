"""Recordings made by computation: dialled numbers, voice-like vowels and noise, with what is in them."""

from __future__ import annotations

import io
import wave
from random import Random

import numpy as np
from numpy.typing import NDArray

from beanfield.annotation.document import AnnotatedObject, Document, Interval

RATE = 8000
SECONDS = 12.0
#: Hz of each key of a telephone: row and column. Source: ITU-T Recommendation Q.23.
_ROWS, _COLUMNS, _KEYS = (697, 770, 852, 941), (1209, 1336, 1477), ("123", "456", "789", "*0#")
#: Hz of the first two formants of a vowel, about those of a man's voice.
_VOWELS = {"a": (730, 1090), "i": (270, 2290), "u": (300, 870)}
#: Samples of a millisecond: segments begin and end on whole ones.
_MILLI = RATE // 1000
_KEY_SECONDS, _GAP_SECONDS = 0.12, 0.08

Sound = NDArray[np.float64]


def recording(number: int) -> tuple[str, bytes, Document]:
    """Name, WAV (12 s, one channel, 16 bit, 8 kHz) and exact segments; the same for one number."""
    rng = Random(number)  # noqa: S311  a demonstration, no secret
    noise = np.random.default_rng(number)
    sound = noise.normal(0, 0.004, round(SECONDS * RATE))
    objects: list[AnnotatedObject] = []
    at = round(0.4 + rng.random(), 3)
    while True:
        kind = rng.choice(("dialled", "vowel", "vowel", "rush"))
        if kind == "dialled":
            digits = "".join(rng.choice("0123456789") for _ in range(rng.randint(4, 8)))
            part, attributes = _dialled(digits), {"digits": digits}
        elif kind == "vowel":
            name = rng.choice(sorted(_VOWELS))
            part, attributes = _vowel(name, 0.4 + rng.random(), 95 + 60 * rng.random()), {"vowel": name}
        else:
            part, attributes = noise.normal(0, 0.12, round((0.3 + 0.7 * rng.random()) * RATE)), {}
        part = part[: len(part) // _MILLI * _MILLI]
        seconds = len(part) / RATE
        if at + seconds > SECONDS - 0.3:
            break
        first = round(at * RATE)
        sound[first : first + len(part)] += part
        shape = Interval(start=round(at, 3), end=round(at + seconds, 3))
        objects.append(AnnotatedObject(f"o{len(objects) + 1}", kind, shape, attributes=attributes))
        at = round(at + seconds + 0.3 + 0.9 * rng.random(), 3)
    return f"line-{number:03d}.wav", _wav(sound), Document(objects, [], {"clear": True})


def _dialled(digits: str) -> Sound:
    time = np.arange(round(_KEY_SECONDS * RATE)) / RATE
    gap = np.zeros(round(_GAP_SECONDS * RATE))
    parts: list[Sound] = []
    for digit in digits:
        row = next(index for index, keys in enumerate(_KEYS) if digit in keys)
        tones = _ROWS[row], _COLUMNS[_KEYS[row].index(digit)]
        parts += [0.22 * np.sum([np.sin(2 * np.pi * tone * time) for tone in tones], axis=0), gap]
    return np.concatenate(parts[:-1])


def _vowel(name: str, seconds: float, pitch: float) -> Sound:
    """Harmonics of the pitch, the stronger the nearer to a formant, swelling and fading."""
    time = np.arange(round(seconds * RATE)) / RATE
    sound = np.zeros_like(time)
    for harmonic in range(1, int(3400 / pitch)):
        tone = harmonic * pitch
        loud = sum(1 / (1 + ((tone - formant) / 90) ** 2) for formant in _VOWELS[name])
        sound += (loud + 0.02) * np.sin(2 * np.pi * tone * time + harmonic)
    swell = np.minimum(1.0, np.minimum(time, seconds - time) / 0.04)
    faded: Sound = 0.35 * swell * sound / max(1e-9, float(np.abs(sound).max()))
    return faded


def _wav(sound: Sound) -> bytes:
    output = io.BytesIO()
    with wave.open(output, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
        file.writeframes((np.clip(sound, -1, 1) * 32000).astype("<i2").tobytes())
    return output.getvalue()
