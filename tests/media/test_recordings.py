"""Recordings tell their exact length, and carry the peaks of their wave."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime
from typing import Any

import av
import httpx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from beanfield.media import links
from beanfield.media.keep import remember, take_recording
from beanfield.media.peaks import BLOCK, Peaks
from beanfield.media.recordings import DamagedRecording, NotARecording, read_recording
from beanfield.platform.database import execute
from beanfield.platform.errors import Invalid
from beanfield.platform.services import Services

RATE = 16_000
KINDS = {
    "wav": ("wav", "pcm_s16le", "audio/wav"),
    "flac": ("flac", "flac", "audio/flac"),
    "mp3": ("mp3", "libmp3lame", "audio/mpeg"),
    "ogg": ("ogg", "libopus", "audio/ogg"),
    "m4a": ("ipod", "aac", "audio/mp4"),
}


def tone(seconds: float, rate: int = RATE) -> NDArray[np.int16]:
    """A tone that begins at half its length, on two channels, the second half as loud."""
    at = np.arange(round(seconds * rate))
    wave = np.sin(at * 440 * 2 * np.pi / rate) * 20_000 * (at >= len(at) // 2)
    return np.stack([wave, wave / 2]).astype(np.int16)


def recorded(kind: str, samples: NDArray[np.int16], rate: int = RATE) -> bytes:
    container_name, codec, _ = KINDS[kind]
    out = io.BytesIO()
    with av.open(out, "w", format=container_name) as container:
        stream: Any = container.add_stream(codec, rate=rate, layout="stereo")
        wanted = stream.codec_context.format.name if stream.codec_context.format else "s16"
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="s16p", layout="stereo")
        frame.sample_rate, frame.pts = rate, 0
        resampler = av.AudioResampler(format=wanted, layout="stereo", rate=rate)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return out.getvalue()


def unpacked(peaks: bytes) -> tuple[int, int, list[NDArray[np.int8]]]:
    """(samples, rate, the zooms: channels × blocks × 2), read as the documentation says."""
    magic, version, channels, rate, zooms, samples = struct.unpack_from("<4sHHIIQ", peaks)
    assert (magic, version) == (b"BFPK", 1)
    at = struct.calcsize("<4sHHIIQ")
    sizes = [struct.unpack_from("<II", peaks, at + 8 * zoom) for zoom in range(zooms)]
    at += 8 * zooms
    found = []
    for number, (block, count) in enumerate(sizes):
        assert block == BLOCK * 4**number
        found.append(np.frombuffer(peaks, np.int8, channels * count * 2, at).reshape(channels, count, 2))
        at += channels * count * 2
    assert at == len(peaks)
    return samples, rate, found


@pytest.mark.parametrize("kind", KINDS)
def test_a_recording_tells_its_length_and_its_wave(kind: str) -> None:
    read = read_recording(recorded(kind, tone(3.25)), f"a.{kind}")
    assert read.mime == KINDS[kind][2]
    assert read.seconds == pytest.approx(3.25, abs=0 if kind in {"wav", "flac"} else 0.08)
    samples, rate, zooms = unpacked(read.peaks)
    assert samples == round(read.seconds * rate)
    middle = zooms[0].shape[1] // 2
    assert np.abs(zooms[0][:, : middle - 12]).max() <= 6
    assert 70 <= zooms[0][0, middle + 12 : -12].max() <= 90
    assert 30 <= zooms[0][1, middle + 12 : -12].max() <= 50


def test_a_variable_mp3_without_its_index_is_counted_to_the_end() -> None:
    content = recorded("mp3", tone(8))
    cut = content[content.index(b"\xff\xf3", len(content) // 3) :]
    assert read_recording(cut, "cut.mp3").seconds == pytest.approx(8 * 2 / 3, abs=0.3)


@pytest.mark.parametrize("kind", ["flac", "m4a"])
def test_a_recording_that_ends_early_is_named(kind: str) -> None:
    content = recorded(kind, tone(8))
    with pytest.raises((DamagedRecording, NotARecording), match=r"half\.bin"):
        read_recording(content[: len(content) // 2], "half.bin")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"RIFF0000WAVEfmt ",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"ID3" + b"\0" * 60,
        b"<html></html>",
    ],
)
def test_what_is_no_recording_is_named_and_opens_nothing_else(content: bytes) -> None:
    with pytest.raises((NotARecording, DamagedRecording), match=r"odd\.wav"):
        read_recording(content, "odd.wav")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_no_damage_raises_anything_but_a_named_fault(kind: str, data: st.DataObject) -> None:
    content = bytearray(_SHORT[kind])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_recording(bytes(content), "odd.bin")
    except Invalid as fault:
        assert "odd.bin" in str(fault)


_SHORT = {kind: recorded(kind, tone(0.3)) for kind in KINDS}


@given(st.lists(st.integers(0, 700), max_size=8), st.integers(0, 2**32 - 1))
def test_peaks_are_the_same_however_the_samples_come(lengths: list[int], seed: int) -> None:
    whole = np.random.default_rng(seed).integers(-(2**15), 2**15, (1, sum(lengths)), dtype=np.int16)
    together, apart = Peaks(8000, 1), Peaks(8000, 1)
    together.add(whole)
    for end, length in zip(np.cumsum(lengths), lengths, strict=True):
        apart.add(whole[:, end - length : end])
    assert apart.packed() == together.packed()
    _, _, zooms = unpacked(together.packed())
    if whole.size:
        assert zooms[-1][..., 0].min() == whole.min() >> 8
        assert zooms[-1][..., 1].max() == whole.max() >> 8


async def test_peaks_are_opened_by_a_link_and_made_where_they_lack(
    services: Services, client: httpx.AsyncClient
) -> None:
    taken = await take_recording(services.objects, _SHORT["mp3"], "a.mp3")
    async with services.database.transaction() as tx:
        await remember(tx, taken)
    address = links.sign_part(services, taken[0].sha256, "peaks", datetime.now(UTC))
    first = await client.get(address)
    assert (first.status_code, unpacked(first.content)[1]) == (200, RATE)
    async with services.database.transaction() as tx:
        await execute(tx, "update media set peaks = null where sha256 = %s", [taken[0].sha256])
    assert (await client.get(address)).content == first.content
    assert (await client.get(address.replace("sig=", "sig=A"))).status_code == 403
