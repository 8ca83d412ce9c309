"""How names are sorted and found: by pinyin, since the embedded database sorts no Chinese."""

from __future__ import annotations

import unicodedata
from typing import Final

#: Surnames that are read otherwise than the same sign elsewhere.
_SURNAMES: Final = {
    "仇": "qiu", "任": "ren", "区": "ou", "华": "hua", "单": "shan", "员": "yun", "尉迟": "yu chi",
    "曾": "zeng", "朴": "piao", "查": "zha", "盖": "ge", "种": "chong", "缪": "miao", "翟": "zhai",
    "解": "xie", "覃": "qin", "乐": "yue", "万俟": "mo qi",
}  # fmt: skip


def sort_key(name: str) -> str:
    """Syllables, two spaces, initials: `"张三"` becomes `"zhang san  zs"`. Other scripts stay.

    Two spaces sort before any further syllable, and the initials can be searched for.
    """
    from pypinyin import lazy_pinyin  # 150 ms that only writing a name should cost

    plain = unicodedata.normalize("NFKC", name).strip()
    surname = next((s for s in (plain[:2], plain[:1]) if s in _SURNAMES), "")
    read = [_SURNAMES[surname]] if surname else []
    read += lazy_pinyin(plain[len(surname) :])
    syllables = " ".join(read).lower().split()
    return " ".join(syllables) + "  " + "".join(syllable[0] for syllable in syllables)
