"""Text and numbers as XML can hold them."""

from __future__ import annotations

import re

#: What no XML 1.0 document may contain, escaped or not; and the carriage return, which a parser turns into
#: \n.
_FORBIDDEN = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain(text: str) -> str:
    """The text without what XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def shown_number(value: float) -> str:
    """A number without needless decimals."""
    return str(int(value)) if value == int(value) else repr(round(value, 9))
