"""How large a picture is, from its first bytes, as it stands upright."""

from __future__ import annotations

import warnings

from PIL import Image

from beanfield.formats.member import Member
from beanfield.formats.record import Picture

_ORIENTATION = 0x0112
_LYING = frozenset({5, 6, 7, 8})


def size_of(member: Member | None) -> Picture:
    """Width and height of a picture, turned as its camera says; of neither where it cannot be opened."""
    if member is None:
        return Picture()
    try:
        with member.open() as stream, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(stream) as picture:
                width, height = picture.size
                turned = picture.getexif().get(_ORIENTATION) in _LYING
    except Exception:  # whatever a decoder raises: a picture of unknown size is no crash
        return Picture()
    return Picture(height, width) if turned else Picture(width, height)
