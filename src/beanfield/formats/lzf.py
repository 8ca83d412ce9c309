"""LZF, in which PCD packs its points: literal runs and copies of what came before."""

from __future__ import annotations


def unpacked(data: bytes, size: int) -> bytes:
    """Exactly `size` bytes. Raises `ValueError` for what is damaged."""
    made = bytearray()
    at = 0
    while at < len(data) and len(made) <= size:
        control = data[at]
        at += 1
        if control < 32:
            made += data[at : at + control + 1]
            at += control + 1
            continue
        length = control >> 5
        if length == 7:
            length += data[at]
            at += 1
        back = ((control & 31) << 8 | data[at]) + 1
        at += 1
        if back > len(made):
            raise ValueError("LZF")
        for _ in range(length + 2):
            made.append(made[-back])
    if len(made) != size:
        raise ValueError("LZF")
    return bytes(made)
