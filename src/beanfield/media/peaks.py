"""The peaks of a recording: least and greatest sample of each block, at several zooms.

All numbers are little-endian. Header: `BFPK`, version 1 (u16), channels (u16), rate (u32), zooms (u32),
samples (u64). Then for each zoom, finest first: samples in a block (u32), blocks (u32). Then for each zoom,
for each channel: blocks × (least, greatest), signed bytes. Each zoom has blocks four times as long.
Of more than two channels the first two are kept.
"""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray

BLOCK = 256
_FACTOR = 4
_COARSE = 1024
_MOST_CHANNELS = 2
_HEADER = struct.Struct("<4sHHIIQ")


class Peaks:
    """Takes samples part after part; holds blocks only."""

    def __init__(self, rate: int, channels: int) -> None:
        self._rate = rate
        self._channels = min(_MOST_CHANNELS, channels)
        self._rest = np.zeros((self._channels, 0), np.int16)
        self._blocks: list[NDArray[np.int8]] = []
        self.samples = 0

    @property
    def seconds(self) -> float:
        """Length so far."""
        return self.samples / self._rate

    def add(self, samples: NDArray[np.int16]) -> None:
        """The next samples, channels × any number."""
        part = samples[: self._channels]
        self.samples += part.shape[1]
        whole = np.concatenate([self._rest, part], axis=1)
        cut = whole.shape[1] // BLOCK * BLOCK
        self._rest = whole[:, cut:]
        if cut:
            self._blocks.append(_extremes(whole[:, :cut].reshape(self._channels, -1, BLOCK)))

    def packed(self) -> bytes:
        """All zooms, as the module says."""
        blocks = list(self._blocks)
        if self._rest.shape[1]:
            blocks.append(_extremes(self._rest[:, np.newaxis, :]))
        empty = np.zeros((self._channels, 0, 2), np.int8)
        zooms = [np.concatenate(blocks, axis=1) if blocks else empty]
        while zooms[-1].shape[1] > _COARSE:
            zooms.append(_coarser(zooms[-1]))
        parts = [_HEADER.pack(b"BFPK", 1, self._channels, self._rate, len(zooms), self.samples)]
        parts += [
            struct.pack("<II", BLOCK * _FACTOR**number, zoom.shape[1]) for number, zoom in enumerate(zooms)
        ]
        return b"".join([*parts, *(zoom.tobytes() for zoom in zooms)])


def _extremes(blocks: NDArray[np.int16]) -> NDArray[np.int8]:
    """Channels × blocks × (least, greatest), of 16 bits brought to 8."""
    return (np.stack([blocks.min(axis=2), blocks.max(axis=2)], axis=2) >> 8).astype(np.int8)


def _coarser(zoom: NDArray[np.int8]) -> NDArray[np.int8]:
    short = -zoom.shape[1] % _FACTOR
    padded = np.concatenate([zoom, np.repeat(zoom[:, -1:], short, axis=1)], axis=1)
    grouped = padded.reshape(zoom.shape[0], -1, _FACTOR, 2)
    return np.stack([grouped[..., 0].min(axis=2), grouped[..., 1].max(axis=2)], axis=2)
